-- The trail of acts, chained: each line's mark covers its content and the mark before, under a key that the database
-- does not hold. From where an act came is personal: it stands apart and can be erased, the line keeps a salted hash.

alter table contacts.audit add column source bytea; -- SHA-256 of salt and value; none for the desk's own acts
create index audit_by_subject on contacts.audit using gin (string_to_array(subject, ' ')); -- an act may be about several
create index audit_by_actor on contacts.audit (actor, id);
create index audit_by_action on contacts.audit (action text_pattern_ops, id);
create index audit_by_time on contacts.audit (at);

create table contacts.audit_source (
  audit bigint primary key,
  salt bytea not null,
  value text not null check (length(value) <= 64)
);

-- Lines that were committed and wait for their place, within a second.
create table contacts.audit_pending (audit bigint primary key, at timestamptz not null);
create function contacts.expect_place() returns trigger language plpgsql as $$
begin
  insert into contacts.audit_pending (audit, at) values (new.id, new.at);
  return null;
end $$;
create trigger expects_place after insert on contacts.audit
  for each row execute function contacts.expect_place();
insert into contacts.audit_pending (audit, at) select id, at from contacts.audit;

create table contacts.audit_chain (
  place bigint primary key,
  audit bigint not null unique,
  mark bytea not null,
  chained_at timestamptz not null
);
revoke update, delete, truncate on contacts.audit_chain from ${app};
create trigger written_once before update or delete on contacts.audit
  for each statement execute function contacts.refuse_change();
create trigger written_once before update or delete on contacts.audit_chain
  for each statement execute function contacts.refuse_change();
