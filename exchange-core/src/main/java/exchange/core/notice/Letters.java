package exchange.core.notice;

import exchange.core.event.Deliveries.Dispatch;

/** Tells people of events in their language. */
public interface Letters {

  /** To the address of a dispatch that is to be mailed. */
  Mail write(Dispatch dispatch);
}
