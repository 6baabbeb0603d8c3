package exchange.api.rest;

import exchange.api.wire.AnsweredObjection;
import exchange.api.wire.BlacklistEntry;
import exchange.api.wire.BlacklistReason;
import exchange.api.wire.CreditFactKind;
import exchange.api.wire.CreditFile;
import exchange.api.wire.CreditMove;
import exchange.api.wire.CreditObjection;
import exchange.api.wire.CreditTier;
import exchange.api.wire.FactPoints;
import exchange.api.wire.NewScorecard;
import exchange.api.wire.ObjectedFact;
import exchange.api.wire.ObjectionVerdict;
import exchange.api.wire.Scorecard;
import exchange.api.wire.TierRule;
import exchange.core.blacklist.Blacklisting;
import exchange.core.credit.CreditFact;
import exchange.core.values.Refusal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Credit files, what is said against them, and the cards that they are graded by. */
final class WireCredit {
  private WireCredit() {}

  /** With what everybody may know of a blacklisting that is in force. */
  static CreditFile file(exchange.core.credit.CreditFile file, Optional<Blacklisting> blacklisted) {
    CreditFile wire =
        new CreditFile(
            file.organizationId(),
            WireValues.time(file.gradedAt()),
            file.scorecard(),
            file.score(),
            CreditTier.fromValue(file.tier().name()),
            file.tenure().toPlainString(),
            file.moves().stream().map(WireCredit::move).toList());
    blacklisted
        .map(
            each ->
                new BlacklistEntry(
                    BlacklistReason.fromValue(each.reason().name()),
                    WireValues.time(each.since()),
                    WireValues.time(each.until())))
        .ifPresent(wire::blacklisted);
    return wire;
  }

  private static CreditMove move(exchange.core.credit.CreditFile.Move move) {
    CreditFact fact = move.fact();
    CreditMove wire =
        new CreditMove(
            fact.eventId(),
            WireValues.time(fact.at()),
            CreditFactKind.fromValue(fact.kind().name()),
            move.points().toPlainString());
    fact.objected().map(WireCredit::objected).ifPresent(wire::objected);
    return wire;
  }

  private static ObjectedFact objected(CreditFact.Objected objected) {
    ObjectedFact wire =
        new ObjectedFact(WireValues.time(objected.filedAt()), WireValues.time(objected.dueAt()));
    objected
        .answered()
        .ifPresent(
            answer ->
                wire.answeredAt(WireValues.time(answer.at()))
                    .verdict(ObjectionVerdict.fromValue(answer.verdict().name())));
    return wire;
  }

  static CreditObjection objection(exchange.core.credit.CreditObjection objection) {
    CreditObjection wire =
        new CreditObjection(
            objection.id(),
            objection.organizationId(),
            objection.eventId(),
            objection.words(),
            WireValues.time(objection.filedAt()),
            WireValues.time(objection.dueAt()));
    objection
        .answer()
        .map(
            answer ->
                new AnsweredObjection(
                    ObjectionVerdict.fromValue(answer.verdict().name()),
                    answer.words(),
                    answer.by(),
                    WireValues.time(answer.at())))
        .ifPresent(wire::answer);
    return wire;
  }

  static Scorecard card(exchange.core.credit.Scorecard card) {
    return new Scorecard(
        WireValues.time(card.from()),
        card.version(),
        card.prior(),
        card.halfLifeDays(),
        card.points().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                each ->
                    new FactPoints(CreditFactKind.fromValue(each.getKey().name()), each.getValue()))
            .toList(),
        card.tenurePoints(),
        card.mostTenurePoints(),
        card.tiers().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                each ->
                    new TierRule(
                        CreditTier.fromValue(each.getKey().name()),
                        each.getValue().least(),
                        each.getValue().holdsPercent()))
            .toList());
  }

  /** Without a version yet. */
  static exchange.core.credit.Scorecard card(NewScorecard wire) {
    return new exchange.core.credit.Scorecard(
        wire.getFrom().toInstant(),
        0,
        wire.getPrior(),
        wire.getHalfLifeDays(),
        points(wire.getPoints()),
        wire.getTenurePoints(),
        wire.getMostTenurePoints(),
        tiers(wire.getTiers()));
  }

  private static Map<CreditFact.Kind, Integer> points(List<FactPoints> wire) {
    Map<CreditFact.Kind, Integer> points = new EnumMap<>(CreditFact.Kind.class);
    for (int i = 0; i < wire.size(); i++) {
      var kind = CreditFact.Kind.valueOf(wire.get(i).getKind().name());
      if (points.put(kind, wire.get(i).getPoints()) != null) {
        throw Refusal.invalid("points[" + i + "].kind", "is stated already");
      }
    }
    return points;
  }

  private static Map<exchange.core.member.CreditTier, exchange.core.credit.Scorecard.Tier> tiers(
      List<TierRule> wire) {
    Map<exchange.core.member.CreditTier, exchange.core.credit.Scorecard.Tier> tiers =
        new EnumMap<>(exchange.core.member.CreditTier.class);
    for (int i = 0; i < wire.size(); i++) {
      TierRule rule = wire.get(i);
      var tier = exchange.core.member.CreditTier.valueOf(rule.getTier().name());
      var stated = new exchange.core.credit.Scorecard.Tier(rule.getLeast(), rule.getHoldsPercent());
      if (tiers.put(tier, stated) != null) {
        throw Refusal.invalid("tiers[" + i + "].tier", "is stated already");
      }
    }
    return tiers;
  }
}
