package exchange.core.request;

import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import reactor.core.publisher.Mono;

/** An exporter asks the market for space. */
public final class FileLeaseRequest {
  /** Where the day ends last; a start that has passed here has passed everywhere. */
  private static final ZoneOffset LAST_ZONE = ZoneOffset.ofHours(-12);

  private final LeaseRequests requests;
  private final ExchangeRates rates;
  private final Clock clock;

  public FileLeaseRequest(LeaseRequests requests, ExchangeRates rates, Clock clock) {
    this.requests = requests;
    this.rates = rates;
    this.clock = clock;
  }

  /**
   * @param request of the caller
   * @return as an error: {@code FORBIDDEN}, {@code CURRENCY_NOT_SUPPORTED}, {@code
   *     VALIDATION_FAILED} when every possible start has passed
   */
  public Mono<LeaseRequests.Filed> file(Caller caller, LeaseRequest request) {
    caller.require(Role.EXPORTER);
    rates.rate(request.budget().getCurrencyUnit());
    if (request.latestStart().isBefore(LocalDate.ofInstant(clock.instant(), LAST_ZONE))) {
      throw Refusal.invalid("latestStart", "has passed everywhere on Earth");
    }
    return requests.add(request);
  }
}
