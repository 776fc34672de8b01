// A conversation that a member finds: unread, with a draft of an answer, and one of its messages reported.
import { row, run, value } from './db.mjs';
import { newMember } from './people.mjs';

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
