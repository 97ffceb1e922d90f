"""The platform's behaviours that the local org imitates, and on whose word."""

from __future__ import annotations

from genesys_deploy.source.assumption import Assumption

__all__ = ["ASSUMPTIONS"]

_confirmed, _assumed = Assumption.confirmed, Assumption.assumed

SWAGGER = "Genesys's swagger of 2018-03-21 (status and error codes of each operation)"
SDK = "PureCloudPlatformClientV2 269"
PROVIDER = "source of terraform-provider-genesyscloud 1.84.1"

ASSUMPTIONS: tuple[Assumption, ...] = (
    _confirmed(
        "Errors are an ErrorBody with message, code, status and contextId; the standard codes and messages",
        "every refusal",
        SWAGGER,
    ),
    _confirmed("A creation is answered with 200, not 201", "every POST that creates", SWAGGER),
    _confirmed(
        "Deleting a queue or a skill is answered with 200, a Data Action, its draft or a data table row with 204",
        "routing, actions, data tables",
        SWAGGER,
    ),
    _assumed(
        "Deleting a flow, language, credential, division or data table is answered with 204",
        "flows, routing, credentials, data tables",
        "delete one, look at the status; the swagger says only default",
    ),
    _confirmed(
        "The SDK logs in at /oauth/token of the same host where the host is not api.…; the body null means no body",
        "OAuth, every body",
        f"{SDK}, measured",
    ),
    _confirmed("Wrong credentials are 400 invalid_client", "OAuth", "AuthErrorResponse of the Go SDK"),
    _confirmed(
        "List parameters come comma-joined or repeated", "every list", f"{SDK} and the Go SDK, measured"
    ),
    _confirmed(
        "Queues are filtered by name with leading and trailing asterisks, without regard to case",
        "GET routing/queues",
        f"the parameter's description in {SDK}",
    ),
    _confirmed(
        "Skills are filtered by what their names start with; Data Actions by part of the name",
        "GET routing/skills, GET integrations/actions",
        f"the parameters' descriptions in {SDK}",
    ),
    _assumed(
        "Languages are filtered as skills are; flows and recipients as queues are",
        "GET routing/languages, flows, routing/message/recipients",
        "list by part of a name",
    ),
    _confirmed("A queue of a name that exists is 400 duplicate.name", "POST and PUT routing/queues", SWAGGER),
    _confirmed("A skill of a name that exists is 409 general.conflict", "POST routing/skills", SWAGGER),
    _assumed("A language of a name that exists is 409 too", "POST routing/languages", "create one twice"),
    _assumed(
        "Names are unique without regard to case",
        "queues, skills, languages, flows, data tables",
        "create two whose names differ in case alone",
    ),
    _assumed(
        "Members and wrap-up codes of a queue are seen with routing:queue:view; here there never are any",
        "routing/queues/{queueId}/members, wrapupcodes",
        "list them with a role of that permission alone",
    ),
    _assumed(
        "An Open Messaging integration without webhook headers is told without them",
        "conversations/messaging/integrations/open",
        "read one that was made without; the provider genesyscloud would take an empty object for a change",
    ),
    _confirmed(
        "The values of a credential are never given back",
        "integrations/credentials",
        PROVIDER,
    ),
    _confirmed(
        "A new integration is disabled; its configuration needs six fields and the current version",
        "integrations",
        f"required fields in {SDK}; {PROVIDER}",
    ),
    _assumed(
        "A version that is not the current one is 409 (400 and 408 have been seen, too)",
        "integration configurations, Data Actions",
        "write the same version twice",
    ),
    _assumed(
        "Names of integrations need not be unique; deleting one deletes its Data Actions; a credential in use stays",
        "integrations",
        "create two of one name; delete an integration that has actions, and a credential in use",
    ),
    _confirmed(
        "The contract of a Data Action cannot change once it has been published",
        "PATCH integrations/actions, drafts",
        "Genesys help on contracts of custom actions; UpdateActionInput has no contract",
    ),
    _confirmed(
        "Templates of a Data Action are given by URI and asked for one by one",
        "GET integrations/actions",
        PROVIDER,
    ),
    _assumed(
        "Names of Data Actions need not be unique within a category; flows find them without regard to case",
        "integrations/actions, publish jobs",
        "create two of one name and publish a flow that calls it",
    ),
    _assumed(
        "The shape of the steps in the result of a test",
        "POST integrations/actions/{actionId}/test",
        "test an action and compare",
    ),
    _confirmed(
        "A flow is published by a job: register, upload with all headers given, poll until Success or Failure",
        "flows/jobs",
        PROVIDER,
    ),
    _confirmed(
        "A job finds the flow by name and type: a new version where it exists, else a new flow",
        "flows/jobs",
        "issues and documentation of terraform-provider-genesyscloud",
    ),
    _confirmed(
        "A presigned URL refuses a changed signature, missing signed headers and an Authorization header",
        "flows/jobs",
        "documentation of S3 presigned URLs; that the platform's are of this kind: TFP uploads so",
    ),
    _assumed(
        "The words of a job's messages; here each names line and column of the uploaded file",
        "flows/jobs",
        "publish a flow that names a queue which is not there",
    ),
    _assumed(
        "A job fails where a queue, skill, language, Data Action, input, output, task or expression is wrong",
        "flows/jobs",
        "publish one flow for each of these",
    ),
    _assumed(
        "Publishing an older version makes that version the published one, with no new number",
        "POST flows/actions/publish",
        "publish version 1 of a flow that has two, list the versions",
    ),
    _confirmed(
        "Codes of flow refusals (architect.flow.not.found, .locked.by.user, .version.missing …)",
        "flows",
        SWAGGER,
    ),
    _confirmed(
        "An export without a version is of the latest, which need not be published",
        "flows/export/jobs",
        "issue 2161 of terraform-provider-genesyscloud",
    ),
    _confirmed(
        "Export adds ref ids, explicit defaults and noValue, and an order of its own",
        "flows/export/jobs",
        "exported flows in Genesys's blueprints, compared",
    ),
    _confirmed(
        "A version is of type SAVE (a draft), CHECKIN or PUBLISH; only the last is in force",
        "flows",
        f"FlowVersion in {SDK}",
    ),
    _assumed(
        "Checking a flow in gives its lock back and makes a version of the draft that is not in force; with "
        "architect:flow:unlock that may be done for whoever has it locked",
        "POST flows/actions/checkin",
        "edit a flow and save it, check it in as another client, look at its versions and at who has it locked",
    ),
    _assumed(
        "Unlocking a flow publishes the draft of whoever had it locked",
        "POST flows/actions/unlock",
        "edit a flow and save it, unlock it as another client, look at the published version; documentation of "
        "force_unlock in terraform-provider-genesyscloud says so",
    ),
    _assumed(
        "The history of a flow tells as CHECKOUT when it was locked",
        "flows/{flowId}/history",
        "edit a flow, generate its history",
    ),
    _assumed(
        "A flow that a recipient uses cannot be deleted (409)",
        "DELETE flows",
        "delete one; the code is that of the swagger for message addresses",
    ),
    _confirmed("A recipient is given its flow by PUT with flow.id", "routing/message/recipients", f"{SDK}"),
    _assumed(
        "An Open Messaging integration makes its recipient at once, of the same name, and takes it away again",
        "conversations/messaging/integrations/open",
        "create one, list the recipients",
    ),
    _confirmed(
        "prefetchConversationId makes the inbound message's answer name the conversation",
        "conversations/messages/{integrationId}/inbound/open/message",
        f"the parameter's description in {SDK}",
    ),
    _assumed(
        "An inbound open message is answered with 202; its channel's customAttributes become context.… attributes",
        "inbound/open/message",
        "send one, read the customer participant's attributes",
    ),
    _confirmed("Participant attributes are changed by PATCH, answered with 202", "conversations", SWAGGER),
    _assumed(
        "Participant data are attributes of the customer participant",
        "conversations",
        "set one in a flow, read the conversation",
    ),
    _confirmed(
        "A token may make 300 requests in a minute, then 429 with Retry-After in seconds; the local org counts where told",
        "every operation",
        "community announcements of the rate limits, 2025",
    ),
    _assumed(
        "Re-routing changes what a conversation waits for at once, and ends 409 where it waits in no queue",
        "routing/conversations, participants/…/replace/queue",
        "change the priority of a conversation that an agent has",
    ),
    _assumed(
        "A message to a conversation that is open belongs to it and runs the flow again; after a disconnect it opens a new one",
        "POST local/messages, inbound/open/message",
        "send two messages, look at the conversations; the platform's thread timeline of 72 h is not imitated",
    ),
    _confirmed(
        "Codes of data table refusals (flows.datatables.not.unique, .row.not.found, .cannot.remove.fields …)",
        "flows/datatables",
        SWAGGER,
    ),
    _assumed(
        "A data table is deleted with its rows; one that a published flow looks something up in only with force=true",
        "DELETE flows/datatables",
        "delete one with rows, and one that a flow uses; the SDK says: force delete, even if in use",
    ),
    _assumed(
        "The type of a column of a data table cannot be changed",
        "PUT flows/datatables",
        "create a table, write its schema with another type for a column",
    ),
    _assumed(
        "A flow gets another name by PUT while the client has it checked out; its published versions stay as they are",
        "PUT flows",
        "check a flow out, PUT it with another name, check it in, look at its published version",
    ),
    _assumed(
        "Who uses an object is told of published versions; which version is asked about makes no difference",
        "architect/dependencytracking",
        "take an object out of a flow, publish it, ask again",
    ),
    _assumed(
        "A trigger needs a published workflow, and its topic is fixed; events come in at POST local/events alone",
        "processautomation/triggers",
        "create one for a flow that was never published; change the topic",
    ),
    _assumed(
        "An org may run 50 Data Actions at the same time and 2,500 in a minute; the local org says so, and counts neither",
        "organizations/limits/namespaces/dataactions",
        "GET organizations/limits/namespaces/dataactions/defaults",
    ),
    _assumed(
        "Everything is visible at once; on the platform lists lag behind by seconds",
        "every list",
        "create and list; switch on the fault lagging_lists to rehearse it",
    ),
)
