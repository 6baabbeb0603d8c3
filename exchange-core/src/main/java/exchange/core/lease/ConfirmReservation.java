package exchange.core.lease;

import exchange.core.currency.ConvertMoney;
import exchange.core.member.Caller;
import exchange.core.member.Role;
import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import exchange.core.values.RefusedException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.joda.money.Money;
import reactor.core.publisher.Mono;

/** An exporter turns a hold into a lease and pays its first period into escrow. */
public final class ConfirmReservation {
  private final Contracts contracts;
  private final ConvertMoney convertMoney;

  public ConfirmReservation(Contracts contracts, ConvertMoney convertMoney) {
    this.contracts = contracts;
    this.convertMoney = convertMoney;
  }

  /**
   * @param contractId of the new contract
   * @return as an error: {@code FORBIDDEN}, what {@link Contracts#settle} refuses, and {@code
   *     CONVERSION_NEEDED} for {@code INSUFFICIENT_FUNDS} if there is enough in another currency
   */
  public Mono<Contract> confirm(Caller caller, UUID contractId, UUID reservationId) {
    caller.require(Role.EXPORTER);
    return contracts
        .settle(contractId, reservationId, caller)
        .onErrorResume(
            RefusedException.class,
            refused ->
                refused.refusal().code() == RefusalCode.INSUFFICIENT_FUNDS
                    ? withHelp(refused.refusal(), caller)
                    : Mono.error(refused));
  }

  private Mono<Contract> withHelp(Refusal refusal, Caller caller) {
    Map<String, String> facts = new HashMap<>(refusal.facts());
    Money missing = money(facts, "needed").minus(money(facts, "balance"));
    return convertMoney
        .wayToGet(missing, caller)
        .map(
            give -> {
              facts.put("give", give.toString());
              facts.put("get", missing.toString());
              return new Refusal(RefusalCode.CONVERSION_NEEDED, facts);
            })
        .defaultIfEmpty(refusal)
        .flatMap(told -> Mono.error(new RefusedException(told)));
  }

  private static Money money(Map<String, String> facts, String name) {
    return Money.parse(facts.get("currency") + " " + facts.get(name));
  }
}
