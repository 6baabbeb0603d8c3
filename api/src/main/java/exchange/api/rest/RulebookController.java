package exchange.api.rest;

import exchange.api.wire.AnswerTimes;
import exchange.api.wire.CoverRules;
import exchange.api.wire.CreditTier;
import exchange.api.wire.DepositPeriods;
import exchange.api.wire.ReleaseStep;
import exchange.api.wire.Rulebook;
import exchange.api.wire.ops.RulebookApi;
import exchange.core.lease.CancellationSchedule;
import exchange.core.lease.ReleaseSchedule;
import exchange.core.lease.Rulebooks;
import exchange.core.lease.StateRulebook;
import exchange.core.values.ExchangeRates;
import exchange.core.values.Refusal;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
final class RulebookController implements RulebookApi {
  private final Rulebooks rulebooks;
  private final StateRulebook stateRulebook;
  private final CurrencyUnit market;
  private final Clock clock;
  private final Writes writes;

  RulebookController(
      Rulebooks rulebooks,
      StateRulebook stateRulebook,
      ExchangeRates rates,
      Clock clock,
      Writes writes) {
    this.rulebooks = rulebooks;
    this.stateRulebook = stateRulebook;
    this.market = rates.market();
    this.clock = clock;
    this.writes = writes;
  }

  @Override
  public Mono<ResponseEntity<Rulebook>> getRulebook(ServerWebExchange http) {
    return Mono.defer(() -> rulebooks.inForce(clock.instant()))
        .switchIfEmpty(Answers.missing())
        .map(RulebookController::wire)
        .map(Answers::ok);
  }

  @Override
  public Mono<ResponseEntity<Rulebook>> stateRulebook(
      String idempotencyKey, Mono<Rulebook> body, ServerWebExchange http) {
    return writes.once(
        http,
        idempotencyKey,
        body,
        exchange.core.lease.Rulebook.class,
        intent -> stateRulebook.state(intent.caller(), intent.id(), rulebook(intent.body())),
        (intent, stated) ->
            ResponseEntity.status(HttpStatus.CREATED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(wire(stated)));
  }

  private exchange.core.lease.Rulebook rulebook(Rulebook wire) {
    return new exchange.core.lease.Rulebook(
        wire.getFrom().toInstant(),
        depositPeriods(wire.getDepositPeriods()),
        cancellation(wire.getCancellation()),
        release(wire.getRelease()),
        new exchange.core.lease.BillingRules(
            wire.getBilling().getRequestDays(),
            wire.getBilling().getCollectDays(),
            wire.getBilling().getGraceDays(),
            wire.getBilling().getDepositDays()),
        new exchange.core.lease.CoverRules(
            wire.getCover().getPeriods(), new BigDecimal(wire.getCover().getDeductiblePercent())),
        new exchange.core.lease.AnswerTimes(
            wire.getAnswering().getHours(), wire.getAnswering().getLeadHours()));
  }

  private static Map<exchange.core.member.CreditTier, Integer> depositPeriods(
      List<DepositPeriods> wire) {
    Map<exchange.core.member.CreditTier, Integer> periods =
        new EnumMap<>(exchange.core.member.CreditTier.class);
    for (int i = 0; i < wire.size(); i++) {
      var tier = exchange.core.member.CreditTier.valueOf(wire.get(i).getTier().name());
      if (periods.put(tier, wire.get(i).getPeriods()) != null) {
        throw Refusal.invalid("depositPeriods[" + i + "].tier", "is stated already");
      }
    }
    return periods;
  }

  private CancellationSchedule cancellation(List<exchange.api.wire.CancellationStep> wire) {
    List<CancellationSchedule.Step> steps = new ArrayList<>();
    for (int i = 0; i < wire.size(); i++) {
      String field = "cancellation[" + i + "].minimum";
      Money minimum = WireValues.money(field, wire.get(i).getMinimum());
      if (!minimum.getCurrencyUnit().equals(market)) {
        throw Refusal.invalid(field + ".currency", "must be " + market);
      } else if (minimum.isNegative()) {
        throw Refusal.invalid(field + ".amount", "must not be below 0");
      }
      steps.add(
          new CancellationSchedule.Step(
              wire.get(i).getHoursBefore(), new BigDecimal(wire.get(i).getFeePercent()), minimum));
    }
    return new CancellationSchedule(steps);
  }

  private static ReleaseSchedule release(List<ReleaseStep> wire) {
    return new ReleaseSchedule(
        wire.stream()
            .map(
                step ->
                    new ReleaseSchedule.Step(
                        step.getDaysBefore(), new BigDecimal(step.getFeePercent())))
            .toList());
  }

  private static Rulebook wire(exchange.core.lease.Rulebook rulebook) {
    return new Rulebook(
        WireValues.time(rulebook.from()),
        rulebook.depositPeriods().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                each ->
                    new DepositPeriods(CreditTier.fromValue(each.getKey().name()), each.getValue()))
            .toList(),
        WireTerms.cancellation(rulebook.cancellation()),
        WireTerms.release(rulebook.release()),
        WireTerms.billing(rulebook.billing()),
        new CoverRules(
            rulebook.cover().periods(), WireValues.plain(rulebook.cover().deductiblePercent())),
        new AnswerTimes(rulebook.answering().hours(), rulebook.answering().leadHours()));
  }
}
