package exchange.core.testing;

import java.time.Clock;
import org.junit.jupiter.api.Nested;

/** The suites of all ports on the in-memory exchange. */
class InMemoryStoresTest {
  private static Ports inMemory() {
    return new InMemoryExchange(Clock.systemUTC()).ports();
  }

  @Nested
  class Reservations extends ReservationsBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Contracts extends ContractsBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Splits extends SplitsBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Billings extends BillingsBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Reviews extends ReviewsBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Acceptances extends AcceptancesBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Amendments extends AmendmentsBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Credit extends CreditBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Objections extends ObjectionsBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Blacklist extends BlacklistBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Annexes extends AnnexesBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Novations extends NovationsBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Money extends MoneyBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }

    @Override
    protected int usually() {
      return 1000;
    }
  }

  @Nested
  class Bank extends BankBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }

    @Override
    protected int usually() {
      return 300;
    }
  }

  @Nested
  class Cards extends CardsBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }

    @Override
    protected int usually() {
      return 300;
    }
  }

  @Nested
  class Reconciliations extends ReconciliationsBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Currency extends CurrencyBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Sublets extends SubletsBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }

    @Override
    protected int usually() {
      return 300;
    }
  }

  @Nested
  class LeaseStates extends LeaseStatesBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Lives extends LivesBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }

    @Override
    protected int usually() {
      return 500;
    }
  }

  @Nested
  class Claims extends ClaimsBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Disputes extends DisputesBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Guarantee extends GuaranteeBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Journal extends JournalBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Reserves extends ReservesBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Holds extends HoldsBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Market extends MarketBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Offers extends OffersBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Attempts extends AttemptsBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Recounts extends RecountsBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Webhooks extends WebhooksBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Notices extends NoticesBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class MatchingRounds extends MatchingRoundsBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class MatchingSchedules extends MatchingSchedulesBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }

  @Nested
  class Blocks extends BlocksBehavior {
    @Override
    protected Ports open() {
      return inMemory();
    }
  }
}
