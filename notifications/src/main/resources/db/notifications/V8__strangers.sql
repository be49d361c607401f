-- A sender who is not registered is told how to be, if an administrator wants it and at most once a day.

create table notifications.stranger_answers (
  one boolean primary key default true check (one),
  enabled boolean not null default false
);
insert into notifications.stranger_answers default values;
