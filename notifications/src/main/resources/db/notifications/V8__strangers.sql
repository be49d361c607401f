-- A sender who is not registered is told how to be, if an administrator wants it and at most once a day.

create table notifications.stranger_answers (
  one boolean primary key default true check (one),
  enabled boolean not null default false
);
insert into notifications.stranger_answers default values;

-- Whatever kinds of mail there are by now, this is one more, about no ticket.
do $$
declare
  rule record;
begin
  for rule in
    select conname, pg_get_constraintdef(oid) def from pg_constraint
    where conrelid = 'notifications.outgoing_mail'::regclass
      and conname in ('outgoing_mail_kind', 'outgoing_mail_about_a_ticket')
  loop
    if rule.def not like '%''LIST''::text%' then
      raise exception '% is not what this migration knows: %', rule.conname, rule.def;
    end if;
    execute format('alter table notifications.outgoing_mail drop constraint %I', rule.conname);
    execute format('alter table notifications.outgoing_mail add constraint %I %s', rule.conname,
      replace(rule.def, '''LIST''::text', '''LIST''::text, ''STRANGER''::text'));
  end loop;
end $$;
