-- Names as they are sorted and begun by what is typed: without accents, in lower case.
create function contacts.folded(name text) returns text language sql immutable parallel safe as $$
  select case
    when octet_length(name) = length(name) then lower(name)
    else lower(regexp_replace(normalize(name, NFKD), '[\u0300-\u036F]', '', 'g'))
  end
$$;

-- As before; most of what is indexed is ASCII, which needs no regular expression.
create or replace function contacts.words(typed text) returns setof text language sql immutable parallel safe as $$
  select distinct left(part, 60)
  from string_to_table(
    case when octet_length(typed) = length(typed)
      then translate(lower(typed), E'\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f !"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~\x7f', repeat(' ', 65))
      else regexp_replace(contacts.folded(typed),
        '[\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00BF\u2000-\u206F\u3000-\u3002]+', ' ', 'g')
    end, ' ') part
  where part <> ''
$$;

alter table contacts.contact add column folded text collate "C" generated always as (contacts.folded(name)) stored;
alter table contacts.platform add column folded text collate "C" generated always as (contacts.folded(name)) stored;
drop index contacts.contact_by_name;
drop index contacts.platform_by_name;
create index contact_by_folded on contacts.contact (folded, id);
create index platform_by_folded on contacts.platform (folded, id);

-- The words of one entry are few: they are found by the entry alone. A word that stands twice, because two changed the
-- entry at once, harms no search and is gone with the next change.
alter table contacts.contact_word drop constraint contact_word_pkey;
create index contact_word_by_contact on contacts.contact_word (contact);
alter table contacts.platform_word drop constraint platform_word_pkey;
create index platform_word_by_platform on contacts.platform_word (platform);

-- How many digits the code of a number's country has (ITU-T E.164 annex D).
create function contacts.country_digits(phone text) returns int language sql immutable parallel safe as $$
  select case
    when phone ~ '^\+[17]' then 1
    when phone ~ '^\+(2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])' then 2
    else 3
  end
$$;

create or replace function contacts.index_contacts(people bigint[]) returns void language sql as $$
  delete from contacts.contact_word where contact = any(people);
  insert into contacts.contact_word (contact, word)
  select distinct found.contact, found.word from (
    select w.contact, contacts.words(string_agg(w.typed, ' ')) word from (
      select c.id contact, c.name typed from contacts.contact c where c.id = any(people)
      union all
      select a.contact, a.address from contacts.contact_address a where a.contact = any(people)) w
    group by w.contact
    union all
    -- with the country's code, and as it is dialled within the country
    select t.contact, substr(t.phone, first) from contacts.contact_phone t,
      unnest(array[2, 2 + contacts.country_digits(t.phone)]) first
    where t.contact = any(people)) found
$$;

create or replace function contacts.index_platforms(platforms bigint[]) returns void language sql as $$
  delete from contacts.platform_word where platform = any(platforms);
  insert into contacts.platform_word (platform, word)
  select distinct found.platform, found.word from (
    select w.platform, contacts.words(string_agg(w.typed, ' ')) word from (
      select p.id platform, p.name || ' ' || p.code typed from contacts.platform p where p.id = any(platforms)
      union all
      select d.platform, d.domain from contacts.platform_domain d where d.platform = any(platforms)) w
    group by w.platform
    union all
    select c.platform, c.code from contacts.platform_code c where c.platform = any(platforms)) found
$$;

select contacts.index_contacts(array(select id from contacts.contact));
select contacts.index_platforms(array(select id from contacts.platform));
