// Conversations between members, for the tests about messages.
import assert from 'node:assert/strict';
import { row, rows, run, value } from './db.mjs';
import { unique } from './env.mjs';
import { findForms, text } from './http.mjs';
import { newMember, newSignedIn } from './people.mjs';
import { oneJob } from './worker.mjs';

// Their accounts are older than a day: young ones may write less.
export const old = (id) => run('UPDATE member SET confirmed_at = UTC_TIMESTAMP(6) - INTERVAL 3 DAY WHERE id = ?', id);
export async function person(options = {}) {
  const m = await newSignedIn({ name: unique('Ama '), ...options });
  old(m.id);
  if (options.zone) run('UPDATE member SET zone = ? WHERE id = ?', options.zone, m.id);
  return m;
}
export const idOf = (answer) => Number(/\/messages\/(\d+)/.exec(answer.location)?.[1]);

export async function begin(from, to, fields = {}, lang = 'en') {
  const done = await from.client.submit(await from.client.get(`/${lang}/messages/new?to=${to.id}`), { subject: 'Remittances in Kayes', body: 'Shall we meet?', ...fields }, { action: '/messages/new' });
  assert.equal(done.status, 303, text(done.text).slice(0, 600));
  return idOf(done);
}
export const answerForm = (page, id) => findForms(page.text).find((f) => f.action.endsWith(`/messages/${id}`));
export async function answer(from, id, body, fields = {}) {
  const page = await from.client.get(`/en/messages/${id}`);
  assert.ok(answerForm(page, id)?.names.has('body'), 'the conversation has a form for an answer');
  const done = await from.client.submit(page, { body, ...fields });
  assert.equal(done.status, 303, text(done.text).slice(0, 600));
}
export const press = async (m, id, what, fields = {}) => m.client.submit(await m.client.get(`/en/messages/${id}`), fields, { action: `/messages/${id}/${what}` });
export const unread = (m) => Number(value('SELECT COALESCE((SELECT unread FROM message_member WHERE member_id = ?), 0)', m.id));
export const menu = async (m, at = '/en/me') => /Messages<span data-unread>([^<]*)</.exec((await m.client.get(at)).text)?.[1];
export const bodies = (id) => rows('SELECT body FROM message WHERE thread_id = ? ORDER BY n', id).map((m) => m.body);
export const due = (...people) => { for (const m of people) run('UPDATE message_member SET notice_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE member_id = ? AND notice_at IS NOT NULL', m.id); };
export const notices = (m) => rows("SELECT * FROM mail WHERE kind = 'messages.notice' AND member_id = ? ORDER BY id", m.id);

export const notify = () => oneJob('test.messages.notify');

// A conversation that a member finds: unread, with a draft of an answer, and one of its messages reported.
export async function conversationFor(id) {
  const other = await newMember({ name: 'Ben Example' });
  run("INSERT INTO message_thread (subject, started_by, messages) VALUES ('Alba Kayes', ?, 2)", other.id);
  const thread = Number(value('SELECT MAX(id) FROM message_thread WHERE started_by = ?', other.id));
  run("INSERT INTO message (thread_id, n, sender_id, sent_at, body) VALUES (?, 1, ?, UTC_TIMESTAMP(6), 'Duo https://example.org/x'), (?, 2, ?, UTC_TIMESTAMP(6), 'Serena')", thread, other.id, thread, other.id);
  run('INSERT INTO message_party (member_id, thread_id, other_id, last_at, unread) VALUES (?, ?, ?, UTC_TIMESTAMP(6), TRUE), (?, ?, ?, UTC_TIMESTAMP(6), FALSE)', id, thread, other.id, other.id, thread, id);
  run('INSERT INTO message_member (member_id, unread) VALUES (?, 1) ON DUPLICATE KEY UPDATE unread = unread + 1', id);
  run("INSERT INTO message_draft (member_id, to_id, thread_id, body, form_key, saved_at) VALUES (?, ?, ?, 'Nota', 'k', UTC_TIMESTAMP(6)), (?, ?, 0, 'Mora', 'k', UTC_TIMESTAMP(6))", id, other.id, thread, id, other.id);
  run("INSERT INTO message_report (thread_id, n, reporter_id, reason, note) VALUES (?, 1, ?, 'fraud', 'Filtra')", thread, id);
  run('INSERT INTO message_block (member_id, blocked_id) VALUES (?, ?)', id, (await newMember({ name: 'Cleo Example' })).id);
  return { thread, other, report: Number(row('SELECT id FROM message_report WHERE thread_id = ?', thread).id) };
}
