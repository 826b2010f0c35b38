// What the place to play keeps between visits: own stories, and where the reader was in one. In IndexedDB: a long story with
// its forks is more than other storage takes, and the page does not stand still while it is written.
"use strict";

{
  const STORIES = "stories";
  const WORK = "work";
  const LAST = "last";
  /** Behind the last step of any story. */
  const THE_END = 2 ** 32 - 1;
  /** Older stories make room. */
  const MOST = 12;
  /** Where earlier versions of this page kept stories. */
  const EARLIER = "echoscope-stories";
  /** A browser that does not answer keeps nothing. */
  const PATIENCE = 1500;

  let opened;

  function open() {
    opened ??= new Promise((done, failed) => {
      const request = indexedDB.open("echoscope", 1);
      request.onupgradeneeded = () => {
        const stories = request.result.createObjectStore(STORIES, { keyPath: "title" });
        const work = request.result.createObjectStore(WORK);
        // The newest stands first in the earlier list, and was on the table.
        const kept = earlier();
        kept.forEach(({ title, text }, place) => stories.put({ title, text, at: Date.now() - place }));
        if (kept.length > 0) work.put({ address: "#/simulate", text: JSON.stringify({ text: kept[0].text, position: THE_END }) }, LAST);
      };
      request.onsuccess = () => {
        const database = request.result;
        // A newer version of the page, in another tab, wants to change it.
        database.onversionchange = () => {
          database.close();
          opened = undefined;
        };
        takenOver();
        done(database);
      };
      request.onerror = () => failed(request.error);
      request.onblocked = () => failed(new Error("blocked"));
      setTimeout(() => failed(new Error("no answer")), PATIENCE);
    });
    opened.catch(() => (opened = undefined));
    return opened;
  }

  function earlier() {
    try {
      const { stories } = JSON.parse(localStorage.getItem(EARLIER));
      return stories.filter(({ title, text }) => typeof title === "string" && typeof text === "string");
    } catch {
      return [];
    }
  }

  function takenOver() {
    try {
      localStorage.removeItem(EARLIER);
    } catch {
      // Closed to us: then nothing was in it.
    }
  }

  const answered = (request) =>
    new Promise((done, failed) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });

  /** Committed at once, so that it is kept even if the page is left now. */
  async function write(store, change) {
    const transaction = (await open()).transaction(store, "readwrite");
    const ended = new Promise((done, failed) => {
      transaction.oncomplete = () => done();
      transaction.onabort = () => failed(transaction.error);
    });
    change(transaction.objectStore(store));
    transaction.commit?.();
    return ended;
  }

  const stories = async () => {
    const all = await answered((await open()).transaction(STORIES).objectStore(STORIES).getAll());
    return all.sort((one, other) => other.at - one.at);
  };

  /** Fails with one word: `full`, or `closed` where the browser keeps nothing for this page. */
  const plainly = (act) => async (argument) => {
    try {
      return await act(argument);
    } catch (error) {
      throw error?.name === "QuotaExceededError" ? "full" : "closed";
    }
  };

  window.keptStories = plainly(async () => JSON.stringify(await stories()));

  window.keepStory = plainly(async (text) => {
    const story = { ...JSON.parse(text), at: Date.now() };
    for (;;) {
      try {
        await write(STORIES, (store) => store.put(story));
        break;
      } catch (error) {
        const oldest = (await stories()).filter(({ title }) => title !== story.title).at(-1);
        if (error?.name !== "QuotaExceededError" || !oldest) throw error;
        await write(STORIES, (store) => store.delete(oldest.title));
      }
    }
    const old = (await stories()).slice(MOST);
    if (old.length > 0) await write(STORIES, (store) => old.forEach(({ title }) => store.delete(title)));
  });

  window.forgetStory = plainly((title) => write(STORIES, (store) => store.delete(title)));

  /** Where the reader is: kept with the address, for a page that is loaded again. */
  window.keepWork = plainly((text) => write(WORK, (store) => store.put({ address: location.hash, text }, LAST)));

  /** Where the reader was, as long as the address asks for nothing else. */
  window.keptWork = plainly(async () => {
    const last = await answered((await open()).transaction(WORK).objectStore(WORK).get(LAST));
    const isAgain = performance.getEntriesByType("navigation")[0]?.type !== "navigate" && last?.address === location.hash;
    return last && (isAgain || location.hash === "#/simulate") ? last.text : "";
  });
}
