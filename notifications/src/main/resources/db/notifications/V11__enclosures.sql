-- The files of agents' replies that go out within the mail; fixed with its bytes, so that a repeat is the same mail.
-- `head` is the header of the part as it is sent; the bytes are those of the attachment, by their digest.
create table notifications.outgoing_file (
  mail bigint not null references notifications.outgoing_mail on delete cascade,
  place smallint not null check (place >= 0),
  head text not null,
  size bigint not null check (size >= 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  primary key (mail, place)
);
