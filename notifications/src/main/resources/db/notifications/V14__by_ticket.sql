-- What was told of a ticket is counted with every notice, and looked up by its answers: not by reading all mails.
create index outgoing_mail_by_ticket on notifications.outgoing_mail (ticket, kind) where ticket is not null;
