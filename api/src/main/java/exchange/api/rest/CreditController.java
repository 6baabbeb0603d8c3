package exchange.api.rest;

import exchange.api.wire.CreditFactKind;
import exchange.api.wire.CreditFile;
import exchange.api.wire.CreditMove;
import exchange.api.wire.CreditTier;
import exchange.api.wire.FactPoints;
import exchange.api.wire.Scorecard;
import exchange.api.wire.TierRule;
import exchange.api.wire.ops.CreditApi;
import exchange.core.credit.CreditFiles;
import exchange.core.credit.ReadCredit;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class CreditController implements CreditApi {
  private final ReadCredit readCredit;
  private final CreditFiles files;
  private final Clock clock;

  CreditController(ReadCredit readCredit, CreditFiles files, Clock clock) {
    this.readCredit = readCredit;
    this.files = files;
    this.clock = clock;
  }

  @Override
  public Mono<ResponseEntity<CreditFile>> getCredit(UUID organizationId, ServerWebExchange http) {
    return readCredit.read(organizationId).map(CreditController::wire).map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Scorecard>> getScorecard(ServerWebExchange http) {
    return Mono.defer(() -> files.scorecard(clock.instant()))
        .switchIfEmpty(Answers.missing())
        .map(CreditController::wire)
        .map(Answers::ok);
  }

  private static CreditFile wire(exchange.core.credit.CreditFile file) {
    return new CreditFile(
        file.organizationId(),
        WireValues.time(file.gradedAt()),
        file.scorecard(),
        file.score(),
        CreditTier.fromValue(file.tier().name()),
        file.tenure().toPlainString(),
        file.moves().stream()
            .map(
                move ->
                    new CreditMove(
                        move.fact().eventId(),
                        WireValues.time(move.fact().at()),
                        CreditFactKind.fromValue(move.fact().kind().name()),
                        move.points().toPlainString()))
            .toList());
  }

  private static Scorecard wire(exchange.core.credit.Scorecard card) {
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
}
