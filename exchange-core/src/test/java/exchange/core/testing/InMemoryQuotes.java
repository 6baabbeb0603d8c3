package exchange.core.testing;

import exchange.core.member.Caller;
import exchange.core.quote.Quote;
import exchange.core.quote.Quotes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

final class InMemoryQuotes implements Quotes {
  private final Books books;
  private final Map<UUID, Quote> quotes = new LinkedHashMap<>();

  InMemoryQuotes(Books books) {
    this.books = books;
  }

  @Override
  public Mono<QuoteSet> add(QuoteSet set) {
    return books.change(
        () -> {
          books.blacklistings.refuse(set.exporterId());
          set.quotes().forEach(quote -> quotes.put(quote.id(), quote));
          return set;
        });
  }

  @Override
  public Mono<Quote> find(UUID id, Caller caller) {
    return books.read(
        () -> {
          Quote found = quotes.get(id);
          return found != null
                  && (caller.isOperator()
                      || found.terms().exporterId().equals(caller.organizationId()))
              ? found
              : null;
        });
  }
}
