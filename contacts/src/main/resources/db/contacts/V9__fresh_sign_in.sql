-- What somebody has typed and may save only once they have signed in again: sealed, one a person, gone within the hour.
create table contacts.held_form (
  contact bigint primary key references contacts.contact,
  sealed bytea not null check (length(sealed) <= 80000),
  held_at timestamptz not null
);
create index held_form_by_age on contacts.held_form (held_at);

-- Which parts of a person's registration a change was about.
alter table contacts.list_change
  add column parts text not null default '' check (parts ~ '^[A-Z ]{0,60}$');
