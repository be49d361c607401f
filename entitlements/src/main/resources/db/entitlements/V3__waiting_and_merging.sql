-- The whole ledger: screenings, questions to the customer, merges and versions applied.
alter table entitlements.fact
  add column detail text not null default '', -- of "asked" the reason, of "resolved" how
  add column other bigint, -- of "merged" the ticket that came in, of a duplicate where it goes on
  add column of_ticket bigint; -- the merged ticket on which it happened; null for the ticket's own
comment on column entitlements.fact.level_version is 'of "received" and "version applied"';
comment on column entitlements.fact.severity is 'of "received" and "screened"';

-- Set while a clock stands still: it is neither next nor near nor missed by then. due_at does not move meanwhile.
alter table entitlements.clock
  add column paused_at timestamptz;

-- Building the clocks again, a batch of tickets at a time; whoever is interrupted goes on from "done".
create table entitlements.rebuild (
  id bigint generated always as identity primary key,
  asked_by bigint not null,
  asked_at timestamptz not null,
  done bigint not null default 0, -- the last ticket built
  tickets bigint not null default 0, -- how many were built
  changed bigint not null default 0, -- how many had other clocks before
  failed bigint not null default 0, -- how many could not be built
  finished_at timestamptz
);
create unique index rebuild_one_at_a_time on entitlements.rebuild ((true)) where finished_at is null;
