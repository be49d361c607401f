-- Only what lies in a mailbox is looked for by its bytes alone; what was handed over has its own
-- index, and pays for no second one.

drop index notifications.incoming_mail_by_sha;
create index incoming_mail_by_sha on notifications.incoming_mail (sha256, mailbox)
  where uid is not null;
