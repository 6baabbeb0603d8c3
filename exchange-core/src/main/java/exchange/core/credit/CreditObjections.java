package exchange.core.credit;

import exchange.core.values.Page;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Objections to facts in credit files. Filed and answered, each has its file graded anew. */
public interface CreditObjections {

  /**
   * Keeps a member's objection.
   *
   * @return as an error: {@code NOT_FOUND} unless its event is a fact of the member's file, {@code
   *     ALREADY_OBJECTED} if there was an objection to it before
   */
  Mono<CreditObjection> file(CreditObjection objection);

  /**
   * Answers one, in time or not.
   *
   * @return as an error: {@code NOT_FOUND} if the member has none such, {@code OBJECTION_ANSWERED}
   */
  Mono<CreditObjection> answer(UUID id, UUID organizationId, CreditObjection.Answer answer);

  /** Those of a member. */
  Mono<Page<CreditObjection>> page(UUID organizationId, Page.Query query);

  /** All that await an answer, whichever is due first, first. */
  Flux<CreditObjection> open(int most);
}
