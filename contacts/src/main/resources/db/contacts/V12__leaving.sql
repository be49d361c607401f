-- A session that an identity provider's word has opened: its ID token, by which the provider is told who signs out. Sealed.
alter table contacts.session
  add column provider_token bytea check (length(provider_token) <= 8000);

-- Who has signed out here and is on the way to do so at the provider too: good once, in the browser that signed out.
create table contacts.provider_exit (
  secret_hash bytea primary key,
  whom text not null check (whom in ('STAFF', 'CUSTOMERS')),
  sealed bytea not null check (length(sealed) <= 8000),
  made_at timestamptz not null
);
create index provider_exit_by_age on contacts.provider_exit (made_at);

-- An address that a member of the staff wants to have: theirs once its owner has said yes. One a person.
create table contacts.staff_claim (
  staff bigint primary key references contacts.staff,
  address text not null check (length(address) <= 254),
  asked_at timestamptz not null,
  secret_hash bytea unique
);
