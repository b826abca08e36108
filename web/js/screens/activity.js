/** The activity log: events by batch, each with its values before and after. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { ACTIONS, actionWords, mutationWords } from "../activity-words.js";
import { asFailure, ask } from "../graphql.js";
import { moneyText } from "../money.js";
import { opening } from "../opening.js";
import { button } from "../parts/action.js";
import { moment } from "../parts/date.js";
import { currencyOf, difference, idsIn, nameView } from "../parts/difference.js";
import { choiceField, searchField } from "../parts/filters.js";
import { empty, failed, loading } from "../parts/notices.js";
import { paging } from "../parts/paging.js";
import { stylesheet } from "../parts/stylesheet.js";
import { ACCOUNT_ID, ACTIVITY, NAMES, PEOPLE } from "../queries/activity.js";
import { paged } from "../reading.js";
import { may, UNDOING } from "../session.js";
import { msg, msgView, texts } from "../texts.js";
import { dateText, momentText, personName, words } from "../words.js";

await stylesheet("activity");
await texts("activity");

const FILTERS = ["person", "account", "action", "batch"];

/** Ids looked up per request. */
const IDS_MAX = 500;

/** @typedef {import("../parts/difference.js").Snapshot} Snapshot */
/** @typedef {import("../queries/activity.js").Activity_auditLog_nodes & import("../parts/difference.js").Change} Event */
/** @typedef {Pick<Event, "batch" | "recordedBy" | "recordedAt"> & { events: Event[] }} Group */

/** @type {import("../router.js").OpenScreen} */
export function open(visit) {
  const list = paged(visit, ACTIVITY, (data) => /** @type {import("../../types/document.js").Connection<Event>} */ (data.auditLog));
  /** @type {import("../parts/difference.js").Names} */
  const names = new Map();
  let people = [{ value: "", text: msg("activity-everyone") }, { value: "operator", text: msg("activity-operator") }];
  /** The account number of the filter, if no account has it. */
  let unknownAccount = "";
  /** @type {import("../graphql.js").Failure | null} */
  let failure = null;
  /** @type {Set<string>} */
  const opened = new Set();

  async function load() {
    if (people.length === 2) readPeople();
    const account = (visit.query.get("account") ?? "").trim();
    const signal = visit.signal();
    failure = null;
    unknownAccount = "";
    let accountId;
    if (account && may("VIEW_CLIENT_ACCOUNTS")) {
      try {
        accountId = (await ask(ACCOUNT_ID, { number: account }, signal)).account?.id;
      } catch (problem) {
        if (!signal.aborted) failure = asFailure(problem);
        return visit.draw();
      }
      if (account !== (visit.query.get("account") ?? "").trim()) return;
      if (!accountId) {
        unknownAccount = account;
        return visit.draw();
      }
    }
    const action = visit.query.get("action");
    await list.read({
      filter: {
        accountId,
        principal: visit.query.get("person"),
        batchId: visit.query.get("batch"),
        actions: action ? [action] : null,
      },
    });
    await readNames();
  }

  async function readPeople() {
    try {
      const { users, apiTokens } = await ask(PEOPLE, {}, visit.signal());
      people = [
        ...people.slice(0, 2),
        ...users.nodes.map((user) => ({ value: user.id, text: `${user.name} (${user.email})` })),
        ...apiTokens.nodes.map((token) => ({ value: token.id, text: msg("activity-token", { name: token.name }) })),
      ];
      visit.draw();
    } catch {
      // the list itself shows the error; loaded again on return
    }
  }

  async function readNames() {
    if (!may("VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING")) return;
    const ids = idsIn(list.rows).filter((id) => !names.has(id));
    for (let from = 0; from < ids.length; from += IDS_MAX) {
      try {
        const { nodes } = await ask(NAMES, { ids: ids.slice(from, from + IDS_MAX) }, visit.signal());
        for (const node of nodes) if (node) names.set(node.id, node);
      } catch {
        return; // the events are readable without names
      }
    }
    visit.draw();
  }

  const grown = {
    async readMore() {
      await list.readMore();
      await readNames();
    },
    /** @param {number} size */
    async resize(size) {
      await list.resize(size);
      await readNames();
    },
  };

  /** @param {Group} group */
  function takeBack({ batch, events }) {
    const account = accountOf(events[0].after ?? {})?.number;
    const changes = html`<ul class="changes">
      ${events.slice(0, 8).map((event) => html`<li>${sentence(event)}</li>`)}
      ${events.length > 8 ? html`<li>${msg("activity-and-more", { count: events.length - 8 })}</li>` : nothing}
    </ul>`;
    return opening(() => import("../dialogs/undo-batch.js"), (dialog) => dialog.undoBatch(batch.id, msg("activity-quoted", { text: mutationWords(batch.mutation) }), { changes, account }));
  }

  /** @param {Snapshot} snapshot */
  function accountOf(snapshot) {
    const found = names.get(String(snapshot.account_id));
    return found?.__typename === "Account" ? found : undefined;
  }

  /** @param {import("../parts/difference.js").Snapshot[string]} id */
  function numberOf(id) {
    const found = names.get(String(id));
    return found?.__typename === "Transaction" ? found.number : undefined;
  }

  /** @param {Event} event */
  function sentence({ action, after, before }) {
    const snapshot = after ?? before ?? {};
    const what = calledIn(snapshot);
    const noun = action.startsWith("transaction.") ? actionWords(action, words(String(snapshot.kind))) : actionWords(action);
    const currency = currencyOf(snapshot, names);
    const [from, to] = [numberOf(snapshot.credit_transaction_id), numberOf(snapshot.debit_transaction_id)];
    const cents = snapshot.amount_cents;
    const named = what ? msgView("activity-of", { action: noun, what: html`<span class="number">${what}</span>` }) : noun;
    const pair = from && to ? msgView("activity-from-to", { from: html`<span class="number">${from}</span>`, to: html`<span class="number">${to}</span>` }) : null;
    return html`${named}${typeof cents === "number" && currency ? html`, ${moneyText(cents, currency)}` : nothing}${pair ? html` <span class="soft">${pair}</span>` : nothing}`;
  }

  /**
   * What a batch did first, in words for screen readers: "Transaction created INV-1001-1 and 3 more".
   * @param {Group} group
   */
  function firstOf({ events: [{ action, after, before }, ...more] }) {
    const snapshot = after ?? before ?? {};
    const [from, to] = [numberOf(snapshot.credit_transaction_id), numberOf(snapshot.debit_transaction_id)];
    const pair = from && to ? msg("activity-pair", { from, to }) : (from ?? to);
    const day = snapshot.due_on ? msg("activity-due", { date: dateText(String(snapshot.due_on)) }) : "";
    const account = accountOf(snapshot)?.number;
    const what = [calledIn(snapshot) ?? (pair || day), account && !snapshot.number ? msg("activity-of-account", { number: account }) : ""].filter(Boolean).join(" ");
    const first = `${actionWords(action)} ${what}`;
    return more.length ? msg("activity-first-and-more", { first, count: more.length }) : first;
  }

  /** @param {Event} event */
  const eventView = (event) => {
    const account = accountOf(event.after ?? event.before ?? {});
    const isOpen = opened.has(event.id);
    return html`<details
      class="event"
      .open=${isOpen}
      @toggle=${(/** @type {ToggleEvent} */ toggled) => {
        if (/** @type {HTMLDetailsElement} */ (toggled.target).open === opened.has(event.id)) return;
        if (isOpen) opened.delete(event.id);
        else opened.add(event.id);
        visit.draw();
      }}
    >
      <summary data-row><span>${sentence(event)}</span></summary>
      ${isOpen
        ? html`<div class="event-body">
            ${account ? html`<p class="soft">${msgView("activity-on-account", { account: nameView(account.id, names) })}</p>` : nothing}
            ${difference(event, names)}
          </div>`
        : nothing}
    </details>`;
  };

  /** What a batch was, when, by whom and on what, in words for screen readers. @param {Group} group */
  const nameOf = (group) =>
    msg("activity-name", { action: mutationWords(group.batch.mutation), person: personName(group.recordedBy), moment: momentText(group.recordedAt), what: firstOf(group) });

  /**
   * @param {Group} group
   * @param {string} name
   */
  const groupView = (group, name) => html`<article class="batch card" aria-label=${msg("activity-by", { action: mutationWords(group.batch.mutation), person: personName(group.recordedBy) })}>
    <header>
      <h2>${mutationWords(group.batch.mutation)}</h2>
      <p class="soft">${personName(group.recordedBy)}, ${moment(group.recordedAt)}</p>
      <p class="batch-actions">
        ${visit.query.get("batch") ? nothing : html`<a href="/activity?batch=${encodeURIComponent(group.batch.id)}">${msg("activity-view-all")}</a>`}
        ${group.batch.partlyUndone ? html`<span class="soft">${msg("activity-partly-undone")}</span>` : nothing}
        ${group.batch.undone
          ? html`<span class="soft">${msg("activity-undone")}</span>`
          : button({ text: group.batch.partlyUndone ? msg("activity-undo-rest") : msg("activity-undo"), object: group.batch.partlyUndone ? msg("activity-rest-of", { name }) : name, run: () => takeBack(group), needs: UNDOING })}
      </p>
    </header>
    ${repeat(group.events, (event) => event.id, eventView)}
  </article>`;

  function body() {
    if (unknownAccount) return html`<div class="card">${empty(msg("activity-no-account", { number: unknownAccount }), msg("activity-full-number"))}</div>`;
    if (!list.known) return list.failure || failure ? nothing : html`<div class="card">${loading(msg("activity-the-activity"), 8)}</div>`;
    if (!list.rows.length) {
      const filtered = FILTERS.some((name) => visit.query.get(name));
      return html`<div class="card">
        ${filtered ? empty(msg("activity-no-match"), html`<a href="/activity">${msg("activity-show-all")}</a>`) : empty(msg("activity-none"), html`<a href="/accounts">${msg("shell-to-accounts")}</a>`)}
      </div>`;
    }
    const groups = grouped(list.rows);
    const distinct = madeDistinct(groups.map(nameOf));
    return html`${repeat(groups, (group) => group.events[0].id, (group, index) => groupView(group, distinct[index]))} ${paging({ ...list, ...grown }, msg("activity-earlier"))}`;
  }

  return {
    title: () => msg("activity-title"),
    load,
    view() {
      const problem = failure ?? list.failure;
      return html`<div class="heading">
        <h1 tabindex="-1">${msg("activity-title")}</h1>
        <p class="soft">${msg("activity-about")}</p>
      </div>
      <div class="filters">
        ${may("VIEW_CLIENT_ACCOUNTS")
          ? searchField(visit, { name: "account", label: msg("activity-filter"), placeholder: msg("activity-account-number"), changed: load })
          : nothing}
        ${choiceField(visit, { name: "person", label: msg("activity-user"), options: people, changed: load })}
        ${choiceField(visit, { name: "action", label: msg("activity-action"), options: [{ value: "", text: msg("activity-all-actions") }, ...ACTIONS], changed: load })}
        ${visit.query.get("batch") ? html`<span class="chip">${msg("activity-one-batch")} <a href="/activity">${msg("activity-show-all")}</a></span>` : nothing}
      </div>
      <div class="batches" aria-busy=${list.busy}>
        ${problem ? html`<div class="card">${failed(problem, load)}</div>` : nothing} ${body()}
      </div>`;
    },
  };
}

/**
 * What a record is called, if it has a number or a name of its own.
 * @param {Snapshot} snapshot
 */
const calledIn = ({ number, code, name, email, description }) => number ?? code ?? name ?? email ?? description;

/**
 * Number the names that were there before: of two equal ones the second gets ", number 2".
 * @param {string[]} names
 */
function madeDistinct(names) {
  /** @type {Map<string, number>} */
  const met = new Map();
  return names.map((name) => {
    const count = (met.get(name) ?? 0) + 1;
    met.set(name, count);
    return count > 1 ? msg("activity-distinct", { name, count }) : name;
  });
}

/**
 * Group consecutive events of one batch.
 * @param {Event[]} events
 */
function grouped(events) {
  /** @type {Group[]} */
  const groups = [];
  for (const event of events) {
    const last = groups.at(-1);
    if (last?.batch.id === event.batch.id) last.events.push(event);
    else groups.push({ batch: event.batch, recordedBy: event.recordedBy, recordedAt: event.recordedAt, events: [event] });
  }
  return groups;
}
