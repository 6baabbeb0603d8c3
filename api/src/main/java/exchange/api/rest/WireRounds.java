package exchange.api.rest;

import exchange.api.wire.Fairness;
import exchange.api.wire.MatchingRound;
import exchange.api.wire.MatchingRoundState;
import exchange.api.wire.Proposal;
import exchange.api.wire.ProposalOutcome;
import exchange.api.wire.ProposalPart;
import exchange.api.wire.RoundProgress;
import exchange.api.wire.RoundResult;
import exchange.api.wire.Rule;
import exchange.api.wire.UnmatchedCount;
import exchange.core.matching.MatchingRound.Failed;
import exchange.core.matching.MatchingRound.Finished;
import exchange.core.matching.MatchingRound.Progress;
import exchange.core.matching.MatchingRound.Queued;
import exchange.core.matching.MatchingRound.Result;
import exchange.core.matching.MatchingRound.Running;
import exchange.core.matching.Proposal.Matched;
import exchange.core.matching.Proposal.Unmatched;
import java.util.List;
import java.util.Map;

/** Matching rounds and what they propose. */
final class WireRounds {
  private WireRounds() {}

  static MatchingRound round(exchange.core.matching.MatchingRound round) {
    return round
        .state()
        .fold(
            new exchange.core.matching.MatchingRound.Cases<MatchingRound>() {
              @Override
              public MatchingRound queued(Queued queued) {
                return in(MatchingRoundState.QUEUED, round);
              }

              @Override
              public MatchingRound running(Running running) {
                return in(MatchingRoundState.RUNNING, round).progress(progress(running.progress()));
              }

              @Override
              public MatchingRound finished(Finished finished) {
                return in(MatchingRoundState.FINISHED, round).result(result(finished.result()));
              }

              @Override
              public MatchingRound failed(Failed failed) {
                return in(MatchingRoundState.FAILED, round).failure(failed.reason());
              }
            });
  }

  private static MatchingRound in(
      MatchingRoundState state, exchange.core.matching.MatchingRound round) {
    return new MatchingRound(
        round.id(),
        round.settings().seconds(),
        round.settings().seed(),
        WireValues.time(round.requestedAt()),
        state);
  }

  static RoundProgress progress(Progress progress) {
    return new RoundProgress(
        progress.percent(),
        WireValues.money(progress.bestCost()),
        WireValues.money(progress.bound()),
        progress.matched(),
        progress.requests());
  }

  private static RoundResult result(Result result) {
    RoundResult wire =
        new RoundResult(
            result.requests(),
            result.matched(),
            result.unmatched().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(
                    each ->
                        new UnmatchedCount(Rule.fromValue(each.getKey().name()), each.getValue()))
                .toList(),
            WireValues.money(result.cost()),
            WireValues.money(result.bound()),
            result.gap(),
            WireValues.money(result.greedyCost()),
            result.seconds());
    result.fairness().map(WireRounds::fairness).ifPresent(wire::setFairness);
    return wire;
  }

  private static Fairness fairness(exchange.core.matching.Fairness fairness) {
    return new Fairness(
        fairness.smallMatched(),
        fairness.largeMatched(),
        fairness.ownerConcentration(),
        fairness.exporterConcentration(),
        fairness.envious());
  }

  static Proposal proposal(exchange.core.matching.Proposal proposal) {
    Proposal wire = outcome(proposal);
    proposal.reasons().map(WireReasons::reasons).ifPresent(wire::setReasons);
    return wire;
  }

  private static Proposal outcome(exchange.core.matching.Proposal proposal) {
    return proposal
        .outcome()
        .fold(
            new exchange.core.matching.Proposal.Cases<Proposal>() {
              @Override
              public Proposal matched(Matched matched) {
                List<ProposalPart> parts = matched.parts().stream().map(WireRounds::part).toList();
                ProposalPart first = parts.get(0);
                return in(ProposalOutcome.MATCHED, proposal, parts)
                    .reservationId(first.getReservationId())
                    .listingId(first.getListingId())
                    .landedCost(WireValues.money(matched.landed()))
                    .locationEstimate(first.getLocationEstimate());
              }

              @Override
              public Proposal unmatched(Unmatched unmatched) {
                return in(ProposalOutcome.UNMATCHED, proposal, List.of())
                    .rule(Rule.fromValue(unmatched.objection().rule().name()))
                    .reason(unmatched.objection().reason());
              }
            });
  }

  private static Proposal in(
      ProposalOutcome outcome, exchange.core.matching.Proposal proposal, List<ProposalPart> parts) {
    return new Proposal(proposal.requestId(), proposal.number(), outcome, parts);
  }

  private static ProposalPart part(exchange.core.matching.Proposal.Part part) {
    return new ProposalPart(
        part.reservationId(),
        part.listingId(),
        part.quantity(),
        WireValues.money(part.landed()),
        WireRequests.estimate(part.location()));
  }
}
