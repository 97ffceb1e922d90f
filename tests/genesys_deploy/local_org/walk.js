// The main way through the API with the platform's official JavaScript SDK; prints one JSON object.
const platform = require('purecloud-platform-client-v2');

const FLOW = `inboundShortMessage:
  name: From JavaScript
  startUpRef: "/inboundShortMessage/states/state[Start_10]"
  defaultLanguage: en-us
  states:
    - state: {name: Start, refId: Start_10, actions: [{transferToAcd: {name: Go, targetQueue: {lit: {name: VIP}}}}]}
`;
const CHANNEL = {
  name: 'LinkedIn',
  outboundNotificationWebhookUrl: 'https://middleware.example',
  outboundNotificationWebhookSignatureSecretToken: 'secret',
};

async function until(done, ask) {
  for (let turn = 0; turn < 500; turn += 1) {
    const answer = await ask();
    if (done(answer)) return answer;
  }
  throw new Error('it does not end');
}

async function walk(port) {
  const client = platform.ApiClient.instance;
  client.setGateway({ host: '127.0.0.1', protocol: 'http', port });
  await client.loginClientCredentialsGrant('local-client', 'local-secret');
  const routing = new platform.RoutingApi();
  const architect = new platform.ArchitectApi();
  const conversations = new platform.ConversationsApi();
  await routing.postRoutingQueues({ name: 'VIP' });
  const refused = await routing.postRoutingQueues({ name: 'VIP' }).catch((error) => error);
  const job = await architect.postFlowsJobs();
  await fetch(job.presignedUrl, { method: 'PUT', headers: job.headers, body: FLOW });
  const over = (state) => ['Success', 'Failure'].includes(state.status);
  const state = await until(over, () => architect.getFlowsJob(job.id, { expand: ['messages'] }));
  const channel = await conversations.postConversationsMessagingIntegrationsOpen(CHANNEL);
  await routing.putRoutingMessageRecipient(channel.recipient.id, { flow: { id: state.flow.id } });
  const message = { channel: { from: { id: '1', idType: 'Opaque' }, time: new Date().toISOString() }, text: 'Hi' };
  const sent = await conversations.postConversationsMessageInboundOpenMessage(channel.id, message, {
    prefetchConversationId: true,
  });
  const conversation = await until(
    (one) => one.participants.length === 3,
    () => conversations.getConversationsMessage(sent.conversationId),
  );
  return { refused: refused.code, job: state.status, queue: conversation.participants[2].queue.name };
}

walk(Number(process.argv[2])).then((result) => console.log(JSON.stringify(result)));
