package exchange.core.matching;

import exchange.core.capacity.CapacityProfile;
import exchange.core.listing.Bill;
import exchange.core.listing.Listing;
import exchange.core.listing.Pricing;
import exchange.core.matching.Eligibility.Candidate;
import exchange.core.matching.Objection.Rule;
import exchange.core.request.LeaseRequest;
import exchange.core.values.ExchangeRates;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/** Finds and prices the ways to serve a request; the same for quotes and for matching rounds. */
public final class Options {
  private final Pricing pricing;
  private final LocationCost locationCost;
  private final ExchangeRates rates;

  public Options(Pricing pricing, LocationCost locationCost, ExchangeRates rates) {
    this.pricing = pricing;
    this.locationCost = locationCost;
    this.rates = rates;
  }

  /**
   * What one slot can do for a request.
   *
   * @param options every stay that passes all rules, earliest first
   * @param objection when there are none, what stopped the stay that came farthest
   */
  public record Found(List<Option> options, Optional<Objection> objection) {
    public Found {
      options = List.copyOf(options);
    }
  }

  /** The outside option: what an exporter loses when the request is not served. */
  public Money budget(LeaseRequest request) {
    return rates.toMarket(request.budget());
  }

  /** The least budget, in whole units of the request's currency, that is above {@code landed}. */
  Money budgetAbove(LeaseRequest request, Money landed) {
    return rates.wholeUnitsAbove(landed, request.budget().getCurrencyUnit());
  }

  /** What {@code listing} can do for {@code request}, asked at {@code now}. */
  public Found on(LeaseRequest request, Listing listing, CapacityProfile free, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, listing.site().zone());
    List<Candidate> candidates =
        request.stays().stream()
            .map(stay -> new Candidate(request, listing, free, stay, today))
            .toList();
    Optional<Objection> never = Eligibility.toAnyStay(candidates.get(0));
    if (never.isPresent()) {
      return new Found(List.of(), never);
    }
    LocationEstimate location = locationCost.estimate(request, listing.site());
    Money budget = budget(request);
    List<Option> options = new ArrayList<>();
    Optional<Objection> farthest = Optional.empty();
    for (Candidate candidate : candidates) {
      Optional<Objection> objection = Eligibility.toThisStay(candidate);
      if (objection.isEmpty()) {
        Option option = price(candidate, location);
        if (!option.landed().isGreaterThan(budget)) {
          options.add(option);
          continue;
        }
        String reason = "it would cost " + option.landed() + " of a budget of " + budget;
        objection = Optional.of(new Objection(Rule.BUDGET, reason));
      }
      farthest = farther(farthest, objection);
    }
    return new Found(options, options.isEmpty() ? farthest : Optional.empty());
  }

  private Option price(Candidate candidate, LocationEstimate location) {
    LeaseRequest request = candidate.request();
    Listing listing = candidate.listing();
    Bill bill = pricing.price(listing.rateCard(), request.quantity(), candidate.stay());
    Money landed = rates.toMarket(bill.total()).plus(location.total());
    return new Option(request, listing, candidate.stay(), bill, location, landed);
  }

  /** Of two objections, the one to the later rule: the slot that came closer to serving. */
  static Optional<Objection> farther(Optional<Objection> one, Optional<Objection> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    return other.get().rule().compareTo(one.get().rule()) > 0 ? other : one;
  }
}
