CREATE TABLE customer (
    customer_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    tier TEXT,
    updated_at TEXT,
    last_interaction TEXT,
    preferences TEXT NOT NULL,
    profile BLOB NOT NULL,          -- the answer's profile_data, ready to send
    social_graph BLOB NOT NULL      -- the answer's social_graph, rewritten with every change of an account
) WITHOUT ROWID;

CREATE TABLE customer_alias (       -- the ids of customers that were merged away
    alias TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL,
    merge_id TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE identity (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    user_id TEXT,                   -- NULL: known by its handle alone
    customer_id TEXT NOT NULL,
    handle TEXT,                    -- the one it holds now; its history is in held_handle
    confirmed_at REAL NOT NULL,
    rule TEXT NOT NULL              -- the evidence that stands on this edge
);
CREATE UNIQUE INDEX identity_account ON identity (channel, user_id);
CREATE INDEX identity_customer ON identity (customer_id);

CREATE TABLE held_handle (
    id INTEGER PRIMARY KEY,
    identity_id INTEGER NOT NULL,
    channel TEXT NOT NULL,
    name TEXT NOT NULL,
    skeleton TEXT NOT NULL,
    raw_skeleton TEXT,              -- NULL: the same as skeleton
    leet TEXT NOT NULL,
    valid_from REAL NOT NULL,
    valid_to REAL                   -- NULL: held now
);
CREATE INDEX held_handle_name ON held_handle (name, channel);
CREATE UNIQUE INDEX held_handle_now ON held_handle (channel, name) WHERE valid_to IS NULL;
CREATE INDEX held_handle_identity ON held_handle (identity_id);
CREATE INDEX held_handle_skeleton ON held_handle (skeleton);
CREATE INDEX held_handle_raw ON held_handle (raw_skeleton) WHERE raw_skeleton IS NOT NULL;
CREATE INDEX held_handle_leet ON held_handle (leet);

CREATE TABLE email (
    address TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    verified INTEGER NOT NULL,
    PRIMARY KEY (address, customer_id)
) WITHOUT ROWID;
CREATE INDEX email_customer ON email (customer_id);

CREATE TABLE cannot_link (          -- a steward has ruled it out
    channel TEXT NOT NULL,
    account TEXT NOT NULL,          -- id:USER_ID or handle:NAME
    customer_id TEXT NOT NULL,
    decided_at REAL NOT NULL,
    PRIMARY KEY (channel, account, customer_id)
) WITHOUT ROWID;
CREATE INDEX cannot_link_customer ON cannot_link (customer_id);

CREATE TABLE review (
    review_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,          -- who and whom it is about; new_lead|LEAD_ID for a lead
    channel TEXT NOT NULL,
    user_id TEXT,
    handle TEXT,
    shown TEXT,                     -- the handle as it came, for the eye
    customer_id TEXT NOT NULL,      -- the likeliest candidate; empty for a new lead
    candidates TEXT NOT NULL,
    decision_id TEXT,
    created_at REAL NOT NULL,
    decision TEXT,                  -- NULL: open
    decided_at REAL,
    decided_by TEXT
) WITHOUT ROWID;
CREATE UNIQUE INDEX review_open ON review (subject) WHERE decision IS NULL;
CREATE INDEX review_customer ON review (customer_id);
CREATE INDEX review_queue ON review (created_at, review_id) WHERE decision IS NULL;
CREATE INDEX review_queue_of ON review (kind, channel, created_at, review_id) WHERE decision IS NULL;
CREATE INDEX review_decided ON review (decided_at) WHERE decided_at IS NOT NULL;

CREATE TABLE open_reviews (         -- how many there are, kept in step: nobody counts a long queue
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (kind, channel)
) WITHOUT ROWID;
CREATE TRIGGER review_asked AFTER INSERT ON review WHEN new.decision IS NULL BEGIN
    INSERT INTO open_reviews VALUES (new.kind, new.channel, 1) ON CONFLICT DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER review_was_decided AFTER UPDATE OF decision ON review
WHEN old.decision IS NULL AND new.decision IS NOT NULL BEGIN
    UPDATE open_reviews SET count = count - 1 WHERE kind = old.kind AND channel = old.channel;
    DELETE FROM open_reviews WHERE count = 0;
END;
CREATE TRIGGER review_was_erased AFTER DELETE ON review WHEN old.decision IS NULL BEGIN
    UPDATE open_reviews SET count = count - 1 WHERE kind = old.kind AND channel = old.channel;
    DELETE FROM open_reviews WHERE count = 0;
END;

CREATE TABLE review_conversation (
    conversation_id TEXT PRIMARY KEY,
    review_id TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX review_conversation_review ON review_conversation (review_id);

CREATE TABLE decision (
    decision_id TEXT PRIMARY KEY,
    customer_id TEXT,
    decided_at REAL NOT NULL,
    record BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX decision_customer ON decision (customer_id);
CREATE INDEX decision_time ON decision (decided_at);

CREATE TABLE lead (
    lead_id TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    user_id TEXT,
    handle TEXT,
    display_name TEXT,
    email TEXT,                     -- only where it is proven
    claimed_email TEXT,
    status TEXT NOT NULL,
    needs_review INTEGER NOT NULL,
    conversation_id TEXT,
    created_at REAL NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX lead_email ON lead (email);
CREATE INDEX lead_conversation ON lead (conversation_id);

CREATE TABLE lead_account (         -- every account by which a lead is known
    channel TEXT NOT NULL,
    account TEXT NOT NULL,          -- id:USER_ID or handle:NAME
    lead_id TEXT NOT NULL,
    PRIMARY KEY (channel, account)
) WITHOUT ROWID;
CREATE INDEX lead_account_lead ON lead_account (lead_id);

CREATE TABLE kept_answer (          -- the answer to an Idempotency-Key
    key TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    status INTEGER NOT NULL,
    body BLOB NOT NULL,
    kept_at REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX kept_answer_time ON kept_answer (kept_at);

CREATE TABLE unresolved (
    key TEXT PRIMARY KEY,           -- the conversation, else the account
    conversation_id TEXT,
    channel TEXT NOT NULL,
    user_id TEXT,
    handle TEXT,
    reason TEXT,
    logged_at REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX unresolved_time ON unresolved (logged_at);

CREATE TABLE known_bot (
    channel TEXT NOT NULL,          -- * for every channel
    user_id TEXT NOT NULL,
    PRIMARY KEY (channel, user_id)
) WITHOUT ROWID;

CREATE TABLE api_key (
    key_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    hash BLOB NOT NULL,
    scopes TEXT NOT NULL,
    created_at REAL NOT NULL,
    expires_at REAL,
    revoked_at REAL
) WITHOUT ROWID;
CREATE UNIQUE INDEX api_key_hash ON api_key (hash);

CREATE TABLE merge (
    merge_id TEXT PRIMARY KEY,
    into_id TEXT NOT NULL,
    from_id TEXT NOT NULL,
    merged_at REAL NOT NULL,
    merged_by TEXT NOT NULL,
    before BLOB NOT NULL,           -- the rows as they were, so that it can be undone exactly
    undone_at REAL
);
CREATE INDEX merge_into ON merge (into_id);
CREATE INDEX merge_from ON merge (from_id);

CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    customer_id TEXT,
    detail TEXT NOT NULL
);
CREATE INDEX audit_customer ON audit (customer_id);

CREATE TABLE outgoing (
    id INTEGER PRIMARY KEY,
    body BLOB NOT NULL,
    tries INTEGER NOT NULL,
    due_at REAL NOT NULL
);
CREATE INDEX outgoing_due ON outgoing (due_at);

CREATE TABLE store_fact (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID;
