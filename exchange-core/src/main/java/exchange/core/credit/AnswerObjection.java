package exchange.core.credit;

import exchange.core.credit.CreditObjection.Answer;
import exchange.core.credit.CreditObjection.Verdict;
import exchange.core.member.Caller;
import exchange.core.member.Role;
import java.time.Clock;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** An operator says whether a fact that a member objects to counts. */
public final class AnswerObjection {
  private final CreditObjections objections;
  private final Clock clock;

  public AnswerObjection(CreditObjections objections, Clock clock) {
    this.objections = objections;
    this.clock = clock;
  }

  /**
   * @return as an error: {@code FORBIDDEN}, and what {@link CreditObjections#answer} refuses
   */
  public Mono<CreditObjection> answer(
      Caller caller, UUID organizationId, UUID id, Verdict verdict, String words) {
    caller.require(Role.OPERATOR);
    return objections.answer(
        id, organizationId, new Answer(verdict, words, caller.organizationId(), clock.instant()));
  }
}
