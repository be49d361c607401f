-- Mail to the people on duty about promises that are near or were missed.

do $$
declare about_kinds text;
begin
  for about_kinds in
    select conname from pg_constraint
    where conrelid = 'notifications.outgoing_mail'::regclass and contype = 'c'
      and pg_get_constraintdef(oid) like '%SIGN_IN%'
  loop
    execute format('alter table notifications.outgoing_mail drop constraint %I', about_kinds);
  end loop;
end $$;
alter table notifications.outgoing_mail
  add column batch bigint, -- the duty_notes that it tells
  add constraint outgoing_mail_kind
    check (kind in ('RECEIVED', 'TAKEN_IN_CHARGE', 'REPLY', 'RESOLVED', 'SIGN_IN', 'DUTY')),
  add constraint outgoing_mail_about_a_ticket check ((ticket is null) = (kind in ('SIGN_IN', 'DUTY'))),
  add constraint outgoing_mail_about_a_batch check ((batch is null) = (kind <> 'DUTY'));

-- What the people on duty are to be told, one row for each announcement of the watch. Waits while batch is null;
-- batch 0 was not told, because the promise was kept meanwhile or the ticket had been named often enough that day.
create table notifications.duty_note (
  id bigint generated always as identity primary key,
  ticket bigint not null,
  kind text not null,
  round smallint not null,
  mark text not null check (mark in ('NEAR', 'MISSED')),
  level_version bigint not null,
  due_at timestamptz not null,
  zone text not null,
  on_duty timestamptz not null, -- by the desk's clock: not before somebody is there
  batch bigint,
  told_at timestamptz
);
create index duty_note_waiting on notifications.duty_note (on_duty, id) where batch is null;
create index duty_note_told on notifications.duty_note (ticket, told_at) where batch > 0;
create index duty_note_by_batch on notifications.duty_note (batch, id) where batch > 0;

create sequence notifications.duty_batch;

-- When the last round was, by the database's now(); its lock keeps two nodes from the same round.
create table notifications.duty_round (
  one boolean primary key default true check (one),
  last_at timestamptz not null default '-infinity'
);
insert into notifications.duty_round default values;
