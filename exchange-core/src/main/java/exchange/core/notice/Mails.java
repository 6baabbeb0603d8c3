package exchange.core.notice;

import reactor.core.publisher.Mono;

/** The way out for e-mails. */
public interface Mails {

  /** Ends when the mail is in other hands. Sending one again does no harm. */
  Mono<Void> send(Mail mail);
}
