/** Find anything from anywhere: accounts, members, receipts, invoices, references, amounts, external ids, screens and actions. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { finder, folded } from "../folding.js";
import { asFailure, ask } from "../graphql.js";
import { IMPORT_KINDS } from "../import-kinds.js";
import { moneyText } from "../money.js";
import { opening } from "../opening.js";
import { openDialog } from "../parts/dialog.js";
import { billingOf } from "../parts/links.js";
import { stylesheet } from "../parts/stylesheet.js";
import { FIND, FIND_ACCOUNTS } from "../queries/find.js";
import { REPORTS } from "../reports.js";
import { go } from "../router.js";
import { routeAt, ROUTES } from "../routes.js";
import { may, missing, RECORDING, RUNNING } from "../session.js";
import { msg, texts } from "../texts.js";
import { dateText, described, words } from "../words.js";

await stylesheet("find");
await texts("find", "forms");

/** @typedef {{ key: string, text: string, more: string, href?: string, run?: () => void }} Hit */
/** @typedef {{ number: string, kind: string, date: string, amountCents: number, currency: string, reference: string | null }} Transaction */

const SOON_MS = 150;
/** The most screens and actions beside what was found in the books. */
const PLACES_MAX = 6;

/**
 * Open the search; what is chosen is gone to, or done, once it has closed.
 * @param {{ signOut: () => void, showKeys: () => void }} shell what the shell does
 * @param {import("../opening.js").Typed} before what was typed before this was here
 */
export async function find(shell, before) {
  const billing = may("CLIENT_BILLING");
  const places = placesOf(shell);
  let text = "";
  /** @type {Hit[]} */
  let found = [];
  /** What `found` was found by. */
  let foundBy = "";
  let problem = "";
  let turn = 0;
  /** Whether Enter waits for the answer. */
  let waiting = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const hits = () => [...(foundBy ? found : []), ...placesNamed(places, text).slice(0, text ? PLACES_MAX : undefined)];

  const chosen = await openDialog(msg("find-title"), (/** @type {import("../parts/dialog.js").Opened<Hit>} */ dialog) => {
    async function search() {
      const mine = ++turn;
      try {
        const answer = await answerTo(text, billing);
        if (mine !== turn) return;
        found = answer;
        problem = "";
      } catch (failure) {
        if (mine !== turn) return;
        found = []; // of another text
        problem = asFailure(failure).message;
        waiting = false;
      }
      foundBy = text;
      dialog.draw();
      if (waiting) first();
    }

    /** @param {InputEvent} event */
    function typed({ target }) {
      text = /** @type {HTMLInputElement} */ (target).value.trim();
      clearTimeout(timer);
      waiting = false;
      turn++;
      if (!text) foundBy = "";
      else if (may("VIEW_CLIENT_ACCOUNTS")) timer = setTimeout(search, SOON_MS);
      dialog.draw();
    }

    function first() {
      const [hit] = hits();
      waiting = false;
      if (hit) dialog.close(hit);
    }

    /** @param {SubmitEvent} event */
    function submit(event) {
      event.preventDefault();
      if (text && foundBy !== text && may("VIEW_CLIENT_ACCOUNTS")) waiting = true;
      else first();
    }

    /** Type what was typed before there was a field. */
    function goOn() {
      const field = /** @type {HTMLInputElement} */ (dialog.element.querySelector("input"));
      field.value = before.text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      if (before.entered) field.form?.requestSubmit();
    }
    if (before.text) queueMicrotask(goOn); // once it is open

    return () => html`<form class="find-form" @submit=${submit} @keydown=${byArrows}>
      <input type="search" name="text" autofocus autocomplete="off" spellcheck="false" aria-label=${msg("find-title")} placeholder=${billing ? msg("find-for") : msg("find-for-names")} @input=${typed} />
      ${problem ? html`<p class="problem" role="alert">${problem}</p>` : nothing}
      <ul>
        ${repeat(hits(), (each) => each.key, (each) => html`<li>
          <button type="button" @click=${() => dialog.close(each)}><span>${each.text}</span><small>${each.more}</small></button>
        </li>`)}
      </ul>
      <p class="soft" role="status">${text && foundBy === text && !found.length && !problem ? msg("find-nothing", { search: text }) : nothing}</p>
    </form>`;
  });
  clearTimeout(timer);
  if (chosen?.href) go(chosen.href);
  else chosen?.run?.();
}

/** Screens and actions that the viewer may use. @param {{ signOut: () => void, showKeys: () => void }} shell @returns {Hit[]} */
function placesOf({ signOut, showKeys }) {
  /** @type {Hit[]} */
  const found = ROUTES.flatMap(({ path, noun, needs }) => (noun && !missing(...needs).length ? [{ key: path, text: noun, more: msg("find-screen"), href: path }] : []));
  for (const { name, title } of REPORTS) {
    const href = `/reports/${name}`;
    if (may(...(routeAt(href)?.route.needs ?? []))) found.push({ key: name, text: title, more: msg("find-report"), href });
  }
  if (may("IMPORT_DATA")) for (const { code, title } of IMPORT_KINDS) found.push({ key: code, text: msg("find-import", { what: title.toLowerCase() }), more: msg("find-action"), href: `/import?kind=${code}` });
  /** @param {string} text @param {string[]} needs @param {() => void} run */
  const action = (text, needs, run) => may(...needs) && found.push({ key: text, text, more: msg("find-action"), run });
  action(msg("find-new-account"), RECORDING, () => void opening(() => import("./create-account.js"), (dialog) => dialog.createAccount()).then((done) => done && go(billingOf(done.account.number))));
  action(msg("find-new-ledger-code"), RECORDING, () => void opening(() => import("./ledger-code.js"), (dialog) => dialog.createLedgerCode()));
  action(msg("find-process"), RECORDING, () => void opening(() => import("./process-planned-payments.js"), (dialog) => dialog.processPlannedPayments()));
  action(msg("find-reconcile-all"), RUNNING, () => void opening(() => import("./reconcile-all.js"), (dialog) => dialog.reconcileAll()).then((id) => id && go(`/jobs/${encodeURIComponent(id)}`)));
  action(msg("shell-keys"), [], showKeys);
  action(msg("shell-sign-out"), [], signOut);
  return found;
}

/** Those whose name holds what was typed; all if nothing was. @param {Hit[]} places @param {string} text */
function placesNamed(places, text) {
  const finds = finder(text);
  return text ? places.filter((each) => finds(folded(each.text))) : places;
}

/** @param {string} text @param {boolean} billing @returns {Promise<Hit[]>} */
async function answerTo(text, billing) {
  if (!billing) {
    const { accounts, byExternalId } = await ask(FIND_ACCOUNTS, { text });
    const called = byExternalId.flatMap((each) => (each.__typename === "Account" || each.__typename === "Member" || each.__typename === "LedgerCode" ? externalHit(each, text) : []));
    return once([...called, ...accounts.nodes.map((each) => accountHit(each, text))]);
  }
  const { accounts, transaction, byExternalId } = await ask(FIND, { text });
  const exact = transaction ? [transactionHit(transaction, transaction.account.number, transaction.account.ownerName)] : [];
  const finds = finder(text);
  const others = accounts.nodes.flatMap((each) => {
    const account = accountHit(each, text);
    const recorded = each.transactions.nodes.map((one) => transactionHit(one, each.number, each.ownerName));
    // found by what is recorded on it, rather than by its own name
    return finds(folded(`${account.text} ${account.more}`)) ? [account, ...recorded] : [...recorded, account];
  });
  return once([...exact, ...byExternalId.flatMap((each) => externalHit(each, text)), ...others]);
}

/** Hits without repetitions: what was found in two ways stands where it came first. @param {Hit[]} hits */
const once = (hits) => hits.filter(({ key }, index) => hits.findIndex((each) => each.key === key) === index);

/**
 * What another system calls by the text; nothing for a kind that the search does not show.
 * @param {import("../queries/find.js").Find_byExternalId} found
 * @param {string} text
 * @returns {Hit[]}
 */
function externalHit(found, text) {
  const id = msg("find-external", { id: text });
  /** @param {...string} parts */
  const line = (...parts) => [...parts, id].join(" · ");
  switch (found.__typename) {
    case "Account":
      return [{ key: `account ${found.number}`, text: found.ownerName, more: line(msg("forms-account"), found.number), href: billingOf(found.number) }];
    case "Member":
      return [{ key: `member ${found.name}`, text: found.name, more: line(msg("forms-member"), found.account.ownerName, found.account.number), href: billingOf(found.account.number) }];
    case "Transaction": {
      const hit = transactionHit(found, found.account.number, found.account.ownerName);
      return [{ ...hit, more: line(hit.more) }];
    }
    case "TransactionItem": {
      const { number, kind, account } = found.transaction;
      return [{ key: `item ${number}`, text: described(found.description, kind), more: line(msg("find-item"), number, account.ownerName), href: billingOf(account.number, number) }];
    }
    case "PlannedPayment": {
      const { account, amountCents, dueOn, state } = found;
      const ended = state === "PLANNED" || state === "ADJUSTED" ? "" : "&ended=yes";
      return [{ key: `planned ${found.id}`, text: moneyText(amountCents, account.currency), more: line(msg("find-planned"), account.ownerName, dateText(dueOn)), href: `/upcoming?search=${encodeURIComponent(account.number)}${ended}` }];
    }
    case "LedgerCode":
      return [{ key: `ledger code ${found.code}`, text: `${found.code} · ${found.title}`, more: line(msg("forms-ledger-code")), href: "/ledger-codes" }];
    default:
      return [];
  }
}

/** @param {{ number: string, ownerName: string, members: { name: string }[] }} account @param {string} text @returns {Hit} */
function accountHit({ number, ownerName, members }, text) {
  const finds = finder(text);
  const member = members.find(({ name }) => name !== ownerName && finds(folded(name)));
  return { key: `account ${number}`, text: ownerName, more: [msg("forms-account"), number, member ? msg("find-member", { member: member.name }) : ""].filter(Boolean).join(" · "), href: billingOf(number) };
}

/** @param {Transaction} transaction @param {string} account @param {string} owner @returns {Hit} */
function transactionHit({ number, kind, date, amountCents, currency, reference }, account, owner) {
  const more = [words(kind), owner, dateText(date), reference ? msg("find-reference", { reference }) : ""].filter(Boolean).join(" · ");
  return { key: `transaction ${number}`, text: `${number}, ${moneyText(amountCents, currency)}`, more, href: billingOf(account, number) };
}

/** Arrow keys move between the field and what was found. @param {KeyboardEvent} event */
function byArrows(event) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const all = /** @type {HTMLElement[]} */ ([.../** @type {HTMLElement} */ (event.currentTarget).querySelectorAll("input, li button")]);
  const next = all[all.indexOf(/** @type {HTMLElement} */ (event.target)) + (event.key === "ArrowDown" ? 1 : -1)];
  event.preventDefault();
  next?.focus();
}
