-- Which of the vendor's products a platform belongs to; null where nobody has said so.
alter table contacts.platform add column product text references contacts.product;
