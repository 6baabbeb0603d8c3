package exchange.core.matching;

import exchange.core.capacity.CapacityProfile;
import exchange.core.listing.Listing;
import exchange.core.matching.Objection.Rule;
import exchange.core.request.LeaseRequest;
import exchange.core.values.DateRange;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Which slots may serve a request at all. Adding a rule is adding a line. */
public final class Eligibility {

  /** A request, a slot, the days in question, and the day it is at the site. */
  record Candidate(
      LeaseRequest request,
      Listing listing,
      CapacityProfile free,
      DateRange stay,
      LocalDate today) {}

  private record Check(Rule rule, Predicate<Candidate> passes, Function<Candidate, String> why) {}

  /** Rules that do not depend on the first day. */
  private static final List<Check> FOR_ANY_STAY =
      List.of(
          new Check(
              Rule.STORAGE_CLASS,
              c -> c.listing().storageClass() == c.request().storageClass(),
              c ->
                  c.request().storageClass()
                      + " is asked for, "
                      + c.listing().storageClass()
                      + " is offered"),
          new Check(
              Rule.UNIT,
              c -> c.listing().unit() == c.request().unit(),
              c -> "asked for in " + c.request().unit() + ", offered in " + c.listing().unit()),
          new Check(
              Rule.OWN_LISTING,
              c -> !c.listing().ownerId().equals(c.request().exporterId()),
              c -> "an organization does not lease from itself"),
          new Check(Rule.LISTING_CLOSED, c -> c.listing().open(), c -> "the listing is closed"),
          new Check(
              Rule.MINIMUM_QUANTITY,
              c -> c.request().quantity() >= c.listing().minimumQuantity(),
              c -> "the least is " + c.listing().minimumQuantity() + " units"),
          new Check(
              Rule.MINIMUM_TERM,
              c -> c.request().days() >= c.listing().minimumDays(),
              c -> "the shortest lease is " + c.listing().minimumDays() + " days"),
          new Check(
              Rule.QUANTITY,
              c -> c.request().quantity() <= c.listing().quantity(),
              c -> "the listing has " + c.listing().quantity() + " units in all"));

  private static final List<Check> FOR_THIS_STAY =
      List.of(
          new Check(
              Rule.PAST,
              c -> !c.stay().from().isBefore(c.today()),
              c -> "it is already " + c.today() + " at the site"),
          new Check(
              Rule.WINDOW,
              c -> c.listing().window().encloses(c.stay()),
              c ->
                  "offered from "
                      + c.listing().window().from()
                      + " to "
                      + c.listing().window().to()),
          new Check(
              Rule.CAPACITY,
              c -> c.free().least(c.stay()) >= c.request().quantity(),
              c -> "on some day only " + c.free().least(c.stay()) + " units are free"));

  private Eligibility() {}

  /** A rule that stops a candidate. It puts the reason into words only when it is asked. */
  record Stop(Check check, Candidate candidate) {
    Rule rule() {
      return check.rule();
    }

    Objection objection() {
      return new Objection(check.rule(), check.why().apply(candidate));
    }
  }

  /** The first rule that stops every stay, if one does. */
  static Optional<Objection> toAnyStay(Candidate candidate) {
    return firstStop(FOR_ANY_STAY, candidate).map(Stop::objection);
  }

  /** The first rule that stops this very stay, if one does. */
  static Optional<Stop> toThisStay(Candidate candidate) {
    return firstStop(FOR_THIS_STAY, candidate);
  }

  private static Optional<Stop> firstStop(List<Check> checks, Candidate candidate) {
    for (Check check : checks) {
      if (!check.passes().test(candidate)) {
        return Optional.of(new Stop(check, candidate));
      }
    }
    return Optional.empty();
  }
}
