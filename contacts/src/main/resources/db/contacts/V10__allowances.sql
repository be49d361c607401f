-- How often somebody has called of late: one bucket a name, on every node alike. Unlogged: a crash of the database
-- forgets who called too often, and no call waits for a disk.
create unlogged table contacts.allowance (
  name text primary key check (length(name) <= 200),
  empty_at timestamptz not null
);
create index allowance_by_age on contacts.allowance (empty_at);
