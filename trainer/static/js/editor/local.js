// What is not saved on the server yet is kept in this browser, and only until it is saved.
const PREFIX = "calm-draft";
const LIVELY = 4000;

const placeOf = (about, page) => `${PREFIX}/${about.user}/${about.key}/${page}`;

export function keep(about, entry) {
  try {
    localStorage.setItem(placeOf(about, entry.page), JSON.stringify({ ...entry, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

export function forget(about, page) {
  try {
    localStorage.removeItem(placeOf(about, page));
  } catch { /* nothing was kept there */ }
}

// The newest text that some closed page has kept, or null. One that was written just now may belong to another open tab.
export function found(about, mine) {
  let newest = null;
  const start = placeOf(about, "");
  try {
    for (const name of Object.keys(localStorage).filter((each) => each.startsWith(start))) {
      const entry = JSON.parse(localStorage.getItem(name));
      const other = entry.page !== mine && Date.now() - entry.at < LIVELY;
      if (!other && (!newest || entry.at > newest.at)) newest = entry;
    }
  } catch { /* no storage, or not ours */ }
  return newest;
}

// What was written in the form for a scene and is not in the text yet: one entry for each draft.
const formPlace = (about) => `${PREFIX}-form/${about.user}/${about.key}`;

export function keepForm(about, entry) {
  try {
    if (entry) localStorage.setItem(formPlace(about), JSON.stringify(entry));
    else localStorage.removeItem(formPlace(about));
  } catch { /* no storage: then the pause in typing has to do */ }
}

export function keptForm(about) {
  try {
    return JSON.parse(localStorage.getItem(formPlace(about)));
  } catch {
    return null;
  }
}

// A new name for this page, and the name that the page before it in this tab had.
export function pageNames() {
  const name = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  let before = null;
  try {
    before = sessionStorage.getItem(PREFIX);
    sessionStorage.setItem(PREFIX, name);
  } catch { /* then what it kept is found a few seconds later */ }
  return { name, before };
}
