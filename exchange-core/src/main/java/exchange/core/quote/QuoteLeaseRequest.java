package exchange.core.quote;

import exchange.core.credit.CreditFiles;
import exchange.core.lease.LeaseTerms;
import exchange.core.lease.Rulebook;
import exchange.core.lease.Rulebooks;
import exchange.core.member.Caller;
import exchange.core.member.CreditTier;
import exchange.core.member.Role;
import exchange.core.quote.Quotes.QuoteSet;
import exchange.core.request.LeaseRequest;
import exchange.core.request.LeaseRequests;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Answers a request at once with the best slots and their full price. */
public final class QuoteLeaseRequest {
  /** Longer than any catching up takes but the first, after which whoever asks is sent away. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final LeaseRequests requests;
  private final OfferIndex index;
  private final Options options;
  private final Rulebooks rulebooks;
  private final CreditFiles creditFiles;
  private final Quotes quotes;
  private final Clock clock;
  private final Duration validity;

  public QuoteLeaseRequest(
      LeaseRequests requests,
      OfferIndex index,
      Options options,
      Rulebooks rulebooks,
      CreditFiles creditFiles,
      Quotes quotes,
      Clock clock,
      Duration validity) {
    this.requests = requests;
    this.index = index;
    this.options = options;
    this.rulebooks = rulebooks;
    this.creditFiles = creditFiles;
    this.quotes = quotes;
    this.clock = clock;
    this.validity = validity;
  }

  /**
   * @param id of the new set of quotes
   * @param most quotes to give, the cheapest ones; at most one for each listing
   * @return as an error: {@code FORBIDDEN}, {@code NOT_FOUND}, {@code REQUEST_NOT_OPEN}
   */
  public Mono<QuoteSet> quote(Caller caller, UUID id, UUID requestId, int most) {
    caller.require(Role.EXPORTER);
    return requests
        .find(requestId, caller)
        .filter(filed -> filed.request().exporterId().equals(caller.organizationId()))
        .switchIfEmpty(Mono.error(() -> Refusal.of(RefusalCode.NOT_FOUND)))
        .doOnNext(QuoteLeaseRequest::requireOpen)
        .flatMap(filed -> quote(id, filed.request(), most))
        .flatMap(quotes::add);
  }

  private static void requireOpen(LeaseRequests.Filed filed) {
    if (filed.state() != LeaseRequest.State.OPEN) {
      throw Refusal.of(RefusalCode.REQUEST_NOT_OPEN, "state", filed.state());
    }
  }

  private Mono<QuoteSet> quote(UUID id, LeaseRequest request, int most) {
    return index
        .catchUp()
        .timeout(PATIENCE)
        .then(Mono.defer(() -> answer(id, request, most, clock.instant())));
  }

  private Mono<QuoteSet> answer(UUID id, LeaseRequest request, int most, Instant now) {
    return Mono.zip(rulebooks.inForce(now), creditFiles.tier(request.exporterId()))
        .map(both -> answer(id, request, most, now, both.getT1(), both.getT2()));
  }

  private QuoteSet answer(
      UUID id, LeaseRequest request, int most, Instant now, Rulebook rulebook, CreditTier tier) {
    OfferIndex.Cheapest found = index.cheapest(request, most, now);
    Instant validUntil = now.plus(validity);
    List<Quote> best =
        found.options().stream()
            .map(option -> quote(id, option, options.terms(option, rulebook, tier), validUntil))
            .toList();
    return new QuoteSet(id, request.id(), request.exporterId(), best, found.stopped());
  }

  private static Quote quote(UUID setId, Option option, LeaseTerms terms, Instant validUntil) {
    String name = setId + "\n" + option.listing().id();
    UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return new Quote(id, terms, option.location(), option.landed(), validUntil);
  }
}
