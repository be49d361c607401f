package it.sportello.notifications;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * What runs by itself as long as the desk does: sending, fetching, reading again, telling the
 * people on duty.
 */
@ApplicationScoped
public class MailJobs {
  @Inject MailDispatcher dispatcher;
  @Inject ImapIntake intake;
  @Inject IntakeSweep sweep;
  @Inject DutySweep duty;
  @Inject MailSwitch held;

  /** Once, when the application has started; each job ends with it. */
  public void start() {
    held.recognise();
    dispatcher.start();
    intake.start();
    sweep.start();
    duty.start();
  }
}
