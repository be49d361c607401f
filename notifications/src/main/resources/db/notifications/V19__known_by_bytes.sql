-- As unique as before, and found by the bytes alone.
drop index notifications.incoming_mail_once;
create unique index incoming_mail_once on notifications.incoming_mail (sha256, mailbox)
  where uid is null;
