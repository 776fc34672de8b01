INSERT INTO page_revision (page_id, lang, source_id, title, body, note) SELECT p.id, 'en', NULL, 'Privacy and your data',
'This is version 2 of the privacy notice. When you join, we keep the version that you agreed to and the time. If the notice changes in a way that matters to you, you are asked again before you go on. New in this version: profiles and the directory, organisations, messages, signing in with a code, the copy of your data, and the yearly question.

## In short

You can read and download everything without telling us who you are. As a member you decide, for each thing you tell about yourself, who sees it. Your email address is never shown to other members. You can take a copy of your data, and delete your account, on [your page](/en/me/data). There is no advertising, no analytics service, and nothing is loaded from other companies’ servers. Cookies are set only where a form or being signed in needs them.

## If you only visit

- **Downloads** are counted by publication, language, month and country. To leave out double clicks we keep for one day a scrambled value made of your network address and browser, which cannot be turned back into either.
- **The technical log** has one line per request with the time, the address of the page, the answer and your network address. It serves to find faults and attacks. Pages of people stand in it by number, and what was searched for among people is left out.
- **Limits against abuse** count tries per network address.

## If you join

- **Your account**: name, email addresses, country, organisation, language and time zone. We need an address to reach you, the language to write to you in it, the time zone to tell you times where you live. Country and organisation tell who the network serves, and you may leave the organisation empty.
- **Your password** is kept only as a value from which it cannot be worked out (Argon2id). Nobody here can read it.
- **Your second factor**, if you use one: the secret shared with your app is kept locked, and of your recovery codes only values to compare with.
- **Where you are signed in**: time, browser and network address of each session. You see the list on your page and can end any of them. Each browser also gets a mark, so that we can tell you by mail when somebody signs in with a new one.
- **What you agreed to**: each version of this notice, with the time.
- **Mails that we sent you**, with the time and whether they arrived at your provider. You can read them again on your page.
- **What you do that concerns others**: proposing, editing or publishing something, or changing roles, leaves a line in a log that cannot be changed afterwards. It has the number of your account and no name.

## Profile and directory

What you tell in your profile is your choice: photo, position, place, languages, themes, a short text. For each you choose who sees it: everybody, members, or only you. You also choose who may know at all that you are here. To begin with it is members. The directory, searches, counts and the map hold for each audience only what it may see. Groups of very few people are not counted out. Your photo is made anew when you send it, so that nothing the camera noted, such as the place, is left in it.

## Organisations

If you belong to an organisation, we keep which, since when and as what. Its page shows you only if you choose so. Whoever is responsible for it sees who asks to join. What an organisation offers and seeks is about the organisation and public.

## Messages

A message is seen by those who take part in the conversation. Neither side learns the other’s address. We mail you a notice of new messages as often as you want, or never. If somebody reports a message, moderators see what was reported, and that they looked is recorded. Nobody else reads your messages. When you delete your account, what you wrote goes from the conversation; what the other one wrote stays with the other one.

## Is this still you?

If you have not signed in for a year, we ask by mail whether the account is still yours. After two mails without an answer, 30 days apart, the account goes to rest: it leaves the directory and gets no more news. Signing in or one button brings it back at once. After two years at rest it is deleted; we write to you 30 days before.

## Who sees it

Editors and moderators of the library see your name with what you propose. Administrators see the accounts. We pass nothing on to advertisers or data traders, and to authorities only where the law compels us.

## How long we keep it

- **Account, profile, messages, alerts**: as long as you have the account.
- **A sign-up that is never confirmed**: 30 days.
- **An account at rest**: two years.
- **A session**: until you sign out, 8 hours after you were last seen, or 60 days if you asked to stay signed in.
- **Links in mails**: until they expire, and 30 days more.
- **Mails that we sent**: two years.
- **A copy of your data**: 7 days.
- **A file that you sent and that no form used**: 7 days.
- **Counts against abuse**: two days.
- **The technical log**: 30 days.
- **Backups**: 60 days.
- **The lasting log**: as long as the network runs, by number only.

## When you delete your account

It is deleted at once, with your profile, addresses, the messages that you wrote, alerts, mails and files. What stays, and why:

- **Publications that are in the library** stay for their readers, without a trace of who proposed them.
- **Pages of the site and of organisations** stay, without your name.
- **Messages that others wrote to you** stay with them. Their page says that it was to a former member.
- **The lasting log** stays, because each line vouches for the one before. The number in it then leads to nobody.
- **Backups** forget you within 60 days. Should one be needed before, your account is erased from it first: for that we keep a list of the numbers of deleted accounts.

## Your rights

You can see and correct your data on [your page](/en/me/data), take a copy along, and delete the account. You can also object or take back your agreement: write to the secretariat at the address at the foot of every page, from the address of your account. You get an answer within one month. You may also complain to the data protection authority of your country. The legal ground is your agreement when you join; for the technical log, the limits and the lasting log it is the legitimate interest in a safe and accountable service.

## How it is protected

Every connection is encrypted. Access to the data needs a role that an administrator gave, each use of such a role is recorded, and staff can be required to sign in with a code. Backups are kept under the same rules.', 'Version 2' FROM page p WHERE p.slug = 'privacy'
