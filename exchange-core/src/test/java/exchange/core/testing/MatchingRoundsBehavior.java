package exchange.core.testing;

import static exchange.core.testing.Trade.now;
import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.capacity.CapacityProfile;
import exchange.core.lease.LeaseTerms;
import exchange.core.listing.Listing;
import exchange.core.matching.Certificate;
import exchange.core.matching.CertifiedPlan;
import exchange.core.matching.Fairness;
import exchange.core.matching.MatchingProblem;
import exchange.core.matching.MatchingRound;
import exchange.core.matching.MatchingRound.Finished;
import exchange.core.matching.MatchingRound.Progress;
import exchange.core.matching.MatchingRound.Queued;
import exchange.core.matching.MatchingRound.Result;
import exchange.core.matching.MatchingRound.Running;
import exchange.core.matching.MatchingRound.Settings;
import exchange.core.matching.MatchingRounds;
import exchange.core.matching.Plan;
import exchange.core.matching.Proposal;
import exchange.core.matching.Reasons;
import exchange.core.matching.RoundProof;
import exchange.core.matching.SpaceValue;
import exchange.core.member.Caller;
import exchange.core.quote.LocationEstimate;
import exchange.core.quote.Objection;
import exchange.core.quote.Quote;
import exchange.core.quote.Quotes.QuoteSet;
import exchange.core.quote.Quotes.Stopped;
import exchange.core.request.LeaseRequest;
import exchange.core.values.DateRange;
import exchange.core.values.Page;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** What {@code MatchingRounds} and {@code Quotes} promise. */
public abstract class MatchingRoundsBehavior extends StoreBehavior {
  private static final Money SOME = Money.parse("USD 12.34");
  private static final Duration SILENCE = Duration.ofMinutes(10);
  private static final Page.Query FIRST = new Page.Query(50, Optional.empty());

  private MatchingRound queued() {
    return now(ports.matchingRounds().open(UUID.randomUUID(), new Settings(10, 42)));
  }

  /** Claims until this round is claimed; others may be waiting on a shared store. */
  private MatchingRound claim(UUID id) {
    while (true) {
      MatchingRound claimed = now(ports.matchingRounds().claim(SILENCE));
      if (claimed.id().equals(id)) {
        return claimed;
      }
    }
  }

  @Test
  void aRoundIsClaimedOnceAndAgainWhenItsWorkerFallsSilent() {
    MatchingRounds rounds = ports.matchingRounds();
    MatchingRound round = queued();
    assertThat(round.state()).isEqualTo(new Queued());
    assertThat(claim(round.id()).state()).isInstanceOf(Running.class);
    assertEmpty(rounds.claim(SILENCE));
    now(reactor.core.publisher.Mono.delay(Duration.ofMillis(20)));
    assertThat(now(rounds.claim(Duration.ofMillis(10))).id()).isNotNull();
  }

  @Test
  void progressIsKeptAndResumable() {
    MatchingRounds rounds = ports.matchingRounds();
    UUID id = queued().id();
    claim(id);
    Progress one = new Progress(10, SOME, SOME, 3, 9);
    Progress two = new Progress(20, SOME, SOME, 4, 9);
    rounds.report(id, one).block();
    rounds.report(id, two).block();
    assertThat(now(rounds.find(id)).state()).isEqualTo(new Running(two));
    assertThat(now(rounds.reports(id, 0).collectList()))
        .containsExactly(new MatchingRounds.Reported(1, one), new MatchingRounds.Reported(2, two));
    assertThat(now(rounds.reports(id, 1).collectList()))
        .containsExactly(new MatchingRounds.Reported(2, two));
  }

  @Test
  void itsResultIsTheLastWord() {
    MatchingRounds rounds = ports.matchingRounds();
    UUID id = queued().id();
    claim(id);
    Result result =
        new Result(
            9,
            8,
            Map.of(Objection.Rule.BUDGET, 1),
            SOME.plus(SOME),
            SOME,
            SOME.plus(SOME),
            Optional.of(new Fairness(0.5, 1, 0.25, 0.125, 1)),
            1.5);
    assertThat(result.gap()).isEqualTo(0.5);
    assertThat(now(rounds.finish(id, result)).state()).isEqualTo(new Finished(result));
    assertThat(now(rounds.page(FIRST)).items()).extracting(MatchingRound::id).contains(id);
    UUID other = queued().id();
    claim(other);
    assertThat(now(rounds.fail(other, "why")).state()).isEqualTo(new MatchingRound.Failed("why"));
  }

  @Test
  void partiesSeeTheirProposals() {
    MatchingRounds rounds = ports.matchingRounds();
    UUID id = queued().id();
    claim(id);
    Caller owner = trade.owner();
    Caller exporter = trade.exporter();
    Listing listing = trade.listing(owner, 10);
    LeaseTerms terms = trade.terms(exporter, listing, 4, 0, 5);
    Proposal matched =
        new Proposal(
            id,
            0,
            terms.requestId(),
            exporter.organizationId(),
            new Proposal.Matched(List.of(part(listing, 4))),
            Optional.empty());
    LeaseRequest left = trade.request(exporter, 1, Trade.OPENING, 1);
    Proposal unmatched =
        new Proposal(
            id,
            1,
            left.id(),
            exporter.organizationId(),
            new Proposal.Unmatched(new Objection(Objection.Rule.CAPACITY, "full")),
            Optional.empty());
    rounds.propose(matched).block();
    rounds.propose(matched).block();
    rounds.propose(unmatched).block();
    assertThat(now(rounds.proposals(id, exporter, FIRST)).items())
        .containsExactly(unmatched, matched);
    assertThat(now(rounds.proposals(id, owner, FIRST)).items()).containsExactly(matched);
    assertThat(now(rounds.proposals(id, trade.operator(), FIRST)).items()).hasSize(2);
    assertThat(now(rounds.proposals(id, trade.exporter(), FIRST)).items()).isEmpty();
    Reasons why =
        new Reasons(
            Optional.of(terms.bill()),
            Optional.of(new Reasons.Alternative(listing.id(), terms.stay(), SOME, SOME)),
            List.of(new Reasons.Near(listing.id(), new Objection(Objection.Rule.UNIT, "no"))),
            List.of(
                new Reasons.Win(
                    Set.of(Reasons.Change.DAYS), left, List.of(listing.id()), terms.stay(), SOME)));
    rounds.explain(id, matched.requestId(), why).block();
    assertThat(now(rounds.proposals(id, exporter, FIRST)).items().get(1).reasons()).contains(why);
    assertThat(now(rounds.proposals(id, trade.operator(), FIRST)).items().get(1).reasons())
        .contains(why);
    assertThat(now(rounds.proposals(id, owner, FIRST)).items()).containsExactly(matched);
    rounds.fail(id, "test over").block();
  }

  private static Proposal.Part part(Listing listing, int quantity) {
    return new Proposal.Part(
        UUID.randomUUID(), listing.id(), listing.ownerId(), quantity, estimate(), SOME);
  }

  @Test
  void anOwnerSeesItsOwnPartsOfASplit() {
    MatchingRounds rounds = ports.matchingRounds();
    UUID id = queued().id();
    claim(id);
    Caller owner = trade.owner();
    Caller other = trade.owner();
    Caller exporter = trade.exporter();
    Proposal.Part first = part(trade.listing(owner, 10), 3);
    Proposal.Part second = part(trade.listing(other, 10), 1);
    Proposal matched =
        new Proposal(
            id,
            0,
            trade.request(exporter, 4, Trade.OPENING, 5).id(),
            exporter.organizationId(),
            new Proposal.Matched(List.of(first, second)),
            Optional.empty());
    rounds.propose(matched).block();
    assertThat(now(rounds.proposals(id, exporter, FIRST)).items()).containsExactly(matched);
    assertThat(now(rounds.proposals(id, owner, FIRST)).items())
        .extracting(Proposal::outcome)
        .containsExactly(new Proposal.Matched(List.of(first)));
    assertThat(now(rounds.proposals(id, other, FIRST)).items())
        .extracting(Proposal::outcome)
        .containsExactly(new Proposal.Matched(List.of(second)));
    assertThat(now(rounds.proposals(id, trade.owner(), FIRST)).items()).isEmpty();
    rounds.fail(id, "test over").block();
  }

  @Test
  void itsProofAndTheWorthOfSpaceAreKept() {
    MatchingRounds rounds = ports.matchingRounds();
    UUID id = queued().id();
    claim(id);
    assertEmpty(rounds.proof(id));
    Listing listing = trade.listing(trade.owner(), 10);
    RoundProof proof = proof(listing);
    SpaceValue value =
        new SpaceValue(
            listing.id(),
            id,
            0,
            0.5,
            List.of(new SpaceValue.DayValue(Trade.OPENING, Money.parse("USD 0.25"))));
    rounds.prove(id, proof, List.of(value)).block();
    assertThat(now(rounds.proof(id))).isEqualTo(proof);
    assertThat(now(rounds.spaceValue(listing.id()))).isEqualTo(value);
    assertEmpty(rounds.spaceValue(UUID.randomUUID()));
    rounds.fail(id, "test over").block();
  }

  private static RoundProof proof(Listing listing) {
    DateRange stay = DateRange.ofDays(Trade.OPENING, 2);
    MatchingProblem problem =
        new MatchingProblem(
            List.of(
                new MatchingProblem.Slot(
                    listing.id(), new CapacityProfile(Trade.OPENING, new int[] {4, 10}))),
            List.of(
                new MatchingProblem.Candidate(
                    UUID.randomUUID(), 900, List.of(new MatchingProblem.Choice(0, stay, 4, 650)))));
    Plan plan = Plan.of(List.of(0));
    List<Certificate.DayPrice> prices = List.of(new Certificate.DayPrice(0, Trade.OPENING, 0));
    List<Certificate.Cut> cuts =
        List.of(
            new Certificate.Cut(0, Trade.OPENING, 1, 0, List.of(new Certificate.Weight(0, 4, 1))));
    List<Certificate.Waste> wastes = List.of(new Certificate.Waste(0, 0));
    Certificate certificate = Certificate.of(problem, plan, 650, 0, prices, cuts, wastes);
    return new RoundProof(problem, new CertifiedPlan(plan, certificate));
  }

  private static LocationEstimate estimate() {
    return new LocationEstimate(
        CurrencyUnit.USD,
        List.of(
            new LocationEstimate.Leg(
                "DEHAM", "Shed", new BigDecimal("9.4"), new BigDecimal("1.0000"), SOME)));
  }

  @Test
  void quotesAreTheirExporters() {
    Caller exporter = trade.exporter();
    Listing listing = trade.listing(trade.owner(), 10);
    LeaseTerms terms = trade.terms(exporter, listing, 4, 0, 5);
    Quote quote =
        new Quote(
            UUID.randomUUID(), terms, estimate(), SOME, Instant.parse("2031-01-01T00:00:00Z"));
    QuoteSet set =
        new QuoteSet(
            UUID.randomUUID(),
            terms.requestId(),
            exporter.organizationId(),
            List.of(quote),
            List.of(new Stopped(new Objection(Objection.Rule.UNIT, "other unit"), 2)));
    assertThat(now(ports.quotes().add(set))).isEqualTo(set);
    assertThat(now(ports.quotes().find(quote.id(), exporter))).isEqualTo(quote);
    assertEmpty(ports.quotes().find(quote.id(), trade.exporter()));
  }
}
