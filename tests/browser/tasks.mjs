// What the main thread of a page did, from a trace of Chromium: every task, by the clock and in processor time.

/** Does something and tells the tasks meanwhile; marks are those of `performance.mark`. All in milliseconds. */
export async function traced(tab, act) {
  const browser = tab.context().browser();
  await browser.startTracing(tab, { categories: ["toplevel", "blink.user_timing"] });
  await tab.evaluate(() => performance.mark("traced"));
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const { pid, tid, ts: begun } = traceEvents.find(({ name }) => name === "traced");
  const here = traceEvents.filter((event) => event.pid === pid && event.tid === tid && event.ts >= begun);
  const at = (micros) => (micros - begun) / 1000;
  return {
    tasks: here
      .filter(({ name, tdur }) => name === "ThreadControllerImpl::RunTask" && tdur)
      .map(({ ts, dur, tdur }) => ({ begin: at(ts), end: at(ts + dur), processor: tdur / 1000 })),
    marks: here.filter(({ cat }) => cat.includes("blink.user_timing")).map(({ name, ts }) => ({ name, at: at(ts) })),
  };
}
