package exchange.core.matching;

import exchange.core.capacity.Capacities;
import exchange.core.listing.Listing;
import exchange.core.listing.Listings;
import exchange.core.matching.Quotes.QuoteSet;
import exchange.core.matching.Quotes.Stopped;
import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.request.LeaseRequest;
import exchange.core.request.LeaseRequests;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Answers a request at once with the best slots and their full price. */
public final class QuoteLeaseRequest {
  private final LeaseRequests requests;
  private final Listings listings;
  private final Capacities capacities;
  private final Quotes quotes;
  private final Options options;
  private final Clock clock;
  private final Duration validity;

  public QuoteLeaseRequest(
      LeaseRequests requests,
      Listings listings,
      Capacities capacities,
      Quotes quotes,
      Options options,
      Clock clock,
      Duration validity) {
    this.requests = requests;
    this.listings = listings;
    this.capacities = capacities;
    this.quotes = quotes;
    this.options = options;
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
    Instant now = clock.instant();
    return listings
        .open(request.storageClass(), request.unit())
        .concatMap(listing -> on(request, listing, now))
        .collectList()
        .map(found -> answer(id, request, found, most, now.plus(validity)));
  }

  private Mono<Options.Found> on(LeaseRequest request, Listing listing, Instant now) {
    return capacities.free(listing.id()).map(free -> options.on(request, listing, free, now));
  }

  private static QuoteSet answer(
      UUID id, LeaseRequest request, List<Options.Found> found, int most, Instant validUntil) {
    List<Quote> best =
        found.stream()
            .flatMap(
                each -> each.options().stream().min(Comparator.comparing(Option::landed)).stream())
            .sorted(
                Comparator.comparing(Option::landed).thenComparing(option -> option.listing().id()))
            .limit(most)
            .map(option -> quote(id, option, validUntil))
            .toList();
    return new QuoteSet(id, request.id(), request.exporterId(), best, stopped(found));
  }

  private static Quote quote(UUID setId, Option option, Instant validUntil) {
    String name = setId + "\n" + option.listing().id();
    UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return new Quote(id, option.terms(), option.location(), option.landed(), validUntil);
  }

  private static List<Stopped> stopped(List<Options.Found> found) {
    Map<Objection.Rule, Stopped> byRule = new EnumMap<>(Objection.Rule.class);
    for (Options.Found each : found) {
      each.objection()
          .ifPresent(
              objection ->
                  byRule.merge(
                      objection.rule(),
                      new Stopped(objection, 1),
                      (one, more) -> new Stopped(one.example(), one.listings() + 1)));
    }
    return new ArrayList<>(byRule.values());
  }
}
