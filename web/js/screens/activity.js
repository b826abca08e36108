/** Who did what, when: events by the batch that they belong to, each opening to how it was and how it became. */
import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { ACTIONS, actionWords, mutationWords } from "../activity-words.js";
import { ask } from "../graphql.js";
import { moneyText } from "../money.js";
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
import { words } from "../words.js";

await stylesheet("activity");

const FILTERS = ["person", "account", "action", "batch"];

/** Ids are asked for so many at a time. */
const MOST_IDS = 500;

/** @type {import("../router.js").OpenScreen} */
export function open(visit) {
  const list = paged(visit, ACTIVITY, (data) => data.auditLog);
  /** @type {Map<string, any>} */
  const names = new Map();
  let people = [{ value: "", text: "Everybody" }, { value: "operator", text: "Command line" }];
  /** Why the list is empty although the log is not. */
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
        if (!signal.aborted) failure = /** @type {any} */ (problem);
        return visit.draw();
      }
      if (account !== (visit.query.get("account") ?? "").trim()) return;
      if (!accountId) {
        unknownAccount = account;
        return visit.draw();
      }
    }
    await list.read({
      filter: {
        accountId,
        principal: visit.query.get("person"),
        batchId: visit.query.get("batch"),
        actions: visit.query.get("action") ? [visit.query.get("action")] : null,
      },
    });
    await readNames();
  }

  async function readPeople() {
    try {
      const { users, apiTokens } = await ask(PEOPLE, {}, visit.signal());
      people = [
        ...people.slice(0, 2),
        ...users.nodes.map((/** @type {any} */ user) => ({ value: user.id, text: `${user.name} (${user.email})` })),
        ...apiTokens.nodes.map((/** @type {any} */ token) => ({ value: token.id, text: `API token ${token.name}` })),
      ];
      visit.draw();
    } catch {
      // the list itself says what is wrong; it is asked again when one comes back
    }
  }

  async function readNames() {
    if (!may("VIEW_CLIENT_ACCOUNTS", "CLIENT_BILLING")) return;
    const ids = idsIn(list.rows).filter((id) => !names.has(id));
    for (let from = 0; from < ids.length; from += MOST_IDS) {
      try {
        const { nodes } = await ask(NAMES, { ids: ids.slice(from, from + MOST_IDS) }, visit.signal());
        for (const node of nodes) if (node) names.set(node.id, node);
      } catch {
        return; // the events are readable without
      }
    }
    visit.draw();
  }

  async function readMore() {
    await list.readMore();
    await readNames();
  }

  /** @param {any} group */
  async function takeBack({ batch, events }) {
    const { undoBatch } = await import("../dialogs/undo-batch.js");
    const account = names.get(events[0].after?.account_id)?.number;
    const changes = html`<ul class="changes">
      ${events.slice(0, 8).map((/** @type {any} */ event) => html`<li>${sentence(event)}</li>`)}
      ${events.length > 8 ? html`<li>and ${events.length - 8} more</li>` : nothing}
    </ul>`;
    await undoBatch(batch.id, `“${mutationWords(batch.mutation)}”`, { changes, account });
  }

  /** @param {any} event */
  function sentence({ action, after, before }) {
    const facts = after ?? before;
    const what = facts.number ?? facts.code ?? facts.name ?? facts.email;
    const noun = action.startsWith("transaction.") ? `${words(facts.kind)}${actionWords(action).replace("Transaction", "")}` : actionWords(action);
    const currency = currencyOf(facts, names);
    const [from, to] = [names.get(facts.credit_transaction_id), names.get(facts.debit_transaction_id)];
    return html`${noun}${what ? html`: <span class="number">${what}</span>` : nothing}${facts.amount_cents !== undefined && currency ? html`, ${moneyText(facts.amount_cents, currency)}` : nothing}${from && to ? html` <span class="soft">of <span class="number">${from.number}</span> to <span class="number">${to.number}</span></span>` : nothing}`;
  }

  /** @param {any} event */
  const eventView = (event) => {
    const facts = event.after ?? event.before;
    const isOpen = opened.has(event.id);
    return html`<details
      class="event"
      .open=${isOpen}
      @toggle=${(/** @type {Event} */ toggled) => {
        if (/** @type {HTMLDetailsElement} */ (toggled.target).open === opened.has(event.id)) return;
        if (isOpen) opened.delete(event.id);
        else opened.add(event.id);
        visit.draw();
      }}
    >
      <summary data-row><span>${sentence(event)}</span></summary>
      ${isOpen
        ? html`<div class="event-body">
            ${facts.account_id && names.has(facts.account_id) ? html`<p class="soft">On account ${nameView(facts.account_id, names)}</p>` : nothing}
            ${difference(event, names)}
          </div>`
        : nothing}
    </details>`;
  };

  /** @param {any} group */
  const groupView = (group) => html`<article class="batch card" aria-label=${`${mutationWords(group.batch.mutation)} by ${group.recordedBy}`}>
    <header>
      <h2>${mutationWords(group.batch.mutation)}</h2>
      <p class="soft">${group.recordedBy}, ${moment(group.recordedAt)}</p>
      <p class="batch-actions">
        ${visit.query.get("batch") ? nothing : html`<a href="/activity?batch=${encodeURIComponent(group.batch.id)}">All of it</a>`}
        ${group.batch.undone
          ? html`<span class="soft">Undone since</span>`
          : button({ text: "Undo", run: () => takeBack(group), needs: UNDOING })}
      </p>
    </header>
    ${repeat(group.events, (/** @type {any} */ event) => event.id, eventView)}
  </article>`;

  function body() {
    if (unknownAccount) return html`<div class="card">${empty(`There is no account ${unknownAccount}.`, "Type the whole number of an account.")}</div>`;
    if (!list.known) return list.failure || failure ? nothing : html`<div class="card">${loading("what was done", 8)}</div>`;
    if (!list.rows.length) {
      const filtered = FILTERS.some((name) => visit.query.get(name));
      return html`<div class="card">
        ${filtered ? empty("Nothing was done that matches.", html`<a href="/activity">Show everything</a>`) : empty("Nothing was done yet.", html`Begin with the <a href="/accounts">accounts</a>.`)}
      </div>`;
    }
    return html`${repeat(grouped(list.rows), (group) => group.events[0].id, groupView)} ${paging({ ...list, readMore }, "Show earlier")}`;
  }

  return {
    title: () => "Activity",
    load,
    view: () => html`<div class="heading">
        <h1 tabindex="-1">Activity</h1>
        <p class="soft">Who did what, the newest first</p>
      </div>
      <div class="filters">
        ${may("VIEW_CLIENT_ACCOUNTS")
          ? searchField(visit, { name: "account", label: "Only of the account with this number", placeholder: "Account number", changed: load })
          : nothing}
        ${choiceField(visit, { name: "person", label: "By", options: people, changed: load })}
        ${choiceField(visit, { name: "action", label: "What", options: [{ value: "", text: "Everything" }, ...ACTIONS], changed: load })}
        ${visit.query.get("batch") ? html`<span class="chip">One batch <a href="/activity">Show everything</a></span>` : nothing}
      </div>
      <div class="batches" aria-busy=${list.busy}>
        ${failure || list.failure ? html`<div class="card">${failed(/** @type {any} */ (failure ?? list.failure), load)}</div>` : nothing} ${body()}
      </div>`,
  };
}

/**
 * Events that follow each other in one batch, together.
 * @param {any[]} events
 */
function grouped(events) {
  /** @type {any[]} */
  const groups = [];
  for (const event of events) {
    const last = groups.at(-1);
    if (last?.batch.id === event.batch.id) last.events.push(event);
    else groups.push({ batch: event.batch, recordedBy: event.recordedBy, recordedAt: event.recordedAt, events: [event] });
  }
  return groups;
}
