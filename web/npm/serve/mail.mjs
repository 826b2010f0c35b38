// Sending webhooks: a GET to the address of the hook, which has two seconds to answer 200.

const PATIENCE_MS = 2000;
const AT_ONCE = 16;

/** `outbox` lists what is to be sent now, so much at most; `told` takes what became of it. */
export function mailFrom(outbox, told) {
  const underway = new Set();
  const leaving = new AbortController();

  function look() {
    if (underway.size >= AT_ONCE || leaving.signal.aborted) return;
    // What is underway is still listed.
    for (const { number, address, fails } of outbox(2 * AT_ONCE)) {
      if (underway.size >= AT_ONCE) return;
      if (underway.has(number)) continue;
      underway.add(number);
      send(fails ? undefined : address).then((isDelivered) => {
        underway.delete(number);
        if (leaving.signal.aborted) return;
        told(number, isDelivered);
        look();
      });
    }
  }

  async function send(address) {
    if (address === undefined) return false;
    try {
      const signal = AbortSignal.any([leaving.signal, AbortSignal.timeout(PATIENCE_MS)]);
      const answer = await fetch(address, { redirect: "manual", signal });
      await answer.body?.cancel();
      return answer.status === 200;
    } catch {
      return false;
    }
  }

  return { look, close: () => leaving.abort() };
}
