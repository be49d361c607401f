-- A program may ask for a rebuild too, and is no agent.
alter table entitlements.rebuild
  alter column asked_by drop not null;
