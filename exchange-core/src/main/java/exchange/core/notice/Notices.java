package exchange.core.notice;

import exchange.core.values.Page;
import exchange.core.values.Versioned;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What members are told, how far they have read it, and where it is mailed to. */
public interface Notices {
  /** Nobody wants to know how many more are unread. */
  int MOST_COUNTED = 100;

  /** All events that the member is party to, newest first. */
  Mono<Page<Notice>> page(UUID organizationId, Page.Query query);

  /** The first deadline first, those without one last. */
  Flux<Awaited> awaited(UUID organizationId);

  /**
   * How many events the member has not read.
   *
   * @return {@link #MOST_COUNTED} at most
   */
  Mono<Integer> unread(UUID organizationId);

  /**
   * Takes all events up to a position as read. What was read stays so, and what is yet to happen is
   * not.
   *
   * @return the position up to which all is read
   */
  Mono<Long> markRead(UUID organizationId, long upTo);

  Mono<Versioned<NoticePreferences>> preferences(UUID organizationId);

  /**
   * Mails events to these addresses from now on.
   *
   * @param version of what is replaced
   * @return {@code PRECONDITION_FAILED} as an error when that is another one
   */
  Mono<Versioned<NoticePreferences>> replace(
      UUID organizationId, NoticePreferences preferences, int version);

  /** What did not reach an address that is still named, newest first. */
  Flux<LostMail> lost(UUID organizationId, int most);
}
