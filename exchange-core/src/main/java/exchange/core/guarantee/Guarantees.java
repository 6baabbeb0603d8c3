package exchange.core.guarantee;

import exchange.core.member.Caller;
import exchange.core.values.Page;
import java.util.List;
import reactor.core.publisher.Mono;

/** What the guarantee has, stands for, and is owed. It moves by the steps of leases. */
public interface Guarantees {

  /** By currency. */
  Mono<List<GuaranteePool>> pools();

  /** Exporters see what they owe, owners what was paid to them, an operator all. */
  Mono<Page<Receivable>> receivables(Caller caller, Page.Query query);
}
