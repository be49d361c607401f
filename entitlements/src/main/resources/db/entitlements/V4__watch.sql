-- The watch over running clocks, and what attainment reads.

-- Also made by the migration that brings waiting; whichever runs first.
alter table entitlements.clock add column if not exists paused_at timestamptz;

-- Every clock that runs and is still to be looked at. Triggers of the clock's table keep it, so whoever starts, moves,
-- pauses, keeps, stops or builds a clock again need not know of the watch. '-infinity': its instants are to be computed.
create table entitlements.watched (
  ticket bigint not null,
  kind text not null,
  round smallint not null,
  look_at timestamptz not null default '-infinity',
  primary key (ticket, kind, round)
) with (fillfactor = 80);
create index watched_by_look on entitlements.watched (look_at, ticket, kind, round);

-- Announced once: who inserts the row announces, in the same transaction.
create table entitlements.watch_mark (
  ticket bigint not null,
  kind text not null,
  round smallint not null,
  mark text not null check (mark in ('NEAR', 'MISSED')),
  due_at timestamptz not null, -- as it was then
  at timestamptz not null,
  primary key (ticket, kind, round, mark)
);

-- When a promise is near: so much of its target is used, or only so much working time is left.
create table entitlements.watch_rule (
  one boolean primary key default true check (one),
  near_percent smallint not null default 75 check (near_percent between 1 and 99),
  near_minutes integer not null default 30 check (near_minutes between 0 and 10080)
);
insert into entitlements.watch_rule default values;

create function entitlements.watch_clock() returns trigger language plpgsql as $$
begin
  if new.kept_at is null and new.stopped_at is null and new.paused_at is null then
    insert into entitlements.watched (ticket, kind, round)
    values (new.ticket, new.kind, new.round)
    on conflict (ticket, kind, round) do update set look_at = '-infinity';
  else
    delete from entitlements.watched w
    where w.ticket = new.ticket and w.kind = new.kind and w.round = new.round;
  end if;
  return null;
end $$;

create function entitlements.watch_no_more() returns trigger language plpgsql as $$
begin
  delete from entitlements.watched w
  where w.ticket = old.ticket and w.kind = old.kind and w.round = old.round;
  return null;
end $$;

create trigger watch_started after insert on entitlements.clock
  for each row when (new.kept_at is null and new.stopped_at is null and new.paused_at is null)
  execute function entitlements.watch_clock();
create trigger watch_changed after update on entitlements.clock
  for each row when ((old.started_at, old.due_at, old.level_version, old.computed, old.kept_at, old.stopped_at, old.paused_at)
    is distinct from (new.started_at, new.due_at, new.level_version, new.computed, new.kept_at, new.stopped_at, new.paused_at))
  execute function entitlements.watch_clock();
create trigger watch_gone after delete on entitlements.clock
  for each row execute function entitlements.watch_no_more();

insert into entitlements.watched (ticket, kind, round)
  select ticket, kind, round from entitlements.clock
  where kept_at is null and stopped_at is null and paused_at is null;

-- Attainment reads the clocks that started in some months; they are stored nearly in that order.
create index clock_by_start on entitlements.clock using brin (started_at) with (autosummarize = on);
