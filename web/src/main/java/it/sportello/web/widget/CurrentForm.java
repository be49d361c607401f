package it.sportello.web.widget;

import it.sportello.contacts.Contact;
import it.sportello.contacts.FormCaller;
import it.sportello.contacts.Product;
import jakarta.enterprise.context.RequestScoped;

/** Whose form this call belongs to; set by {@link FormSessionFilter} before a resource runs. */
@RequestScoped
public class CurrentForm {
  private FormCaller caller;
  private Contact contact;
  private Product product;

  public void set(FormCaller newCaller, Contact newContact, Product newProduct) {
    caller = newCaller;
    contact = newContact;
    product = newProduct;
  }

  public FormCaller caller() {
    return caller;
  }

  public Contact contact() {
    return contact;
  }

  public Product product() {
    return product;
  }

  /** Whose uploads and tickets these are, as an {@link it.sportello.ticketing.Origin} names it. */
  public String source() {
    return "form:" + caller.contact().value();
  }
}
