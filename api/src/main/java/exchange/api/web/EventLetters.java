package exchange.api.web;

import exchange.core.event.Deliveries.Dispatch;
import exchange.core.event.Deliveries.Letter;
import exchange.core.event.Event;
import exchange.core.notice.Letters;
import exchange.core.notice.Mail;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Writes the e-mails about events, in the words of the pages. */
@Component
final class EventLetters implements Letters {
  private static final String MAILTO = "mailto:";

  private final EventWords words;
  private final Sentences sentences;
  private final SiteAddress site;

  EventLetters(EventWords words, Sentences sentences, SiteAddress site) {
    this.words = words;
    this.sentences = sentences;
    this.site = site;
  }

  @Override
  public Mail write(Dispatch dispatch) {
    Letter letter = dispatch.letter().orElseThrow();
    Locale locale =
        Language.ALL.stream()
            .filter(each -> each.getLanguage().equals(letter.language()))
            .findFirst()
            .orElse(Locale.ENGLISH);
    Event event = dispatch.event();
    String address = dispatch.url().substring(MAILTO.length());
    String sentence = words.sentence(event.kind(), locale);
    return new Mail(
        event.id() + "." + address,
        address,
        sentence,
        text(event, letter, sentence, locale),
        Language.tag(locale),
        event.at());
  }

  private String text(Event event, Letter letter, String sentence, Locale locale) {
    Formats formats = new Formats(locale);
    Stream<String> deadline =
        letter.answerBy().stream()
            .map(by -> sentences.text("inbox.by", locale) + " " + formats.time(by));
    return Stream.concat(
            Stream.concat(Stream.of(sentence), deadline),
            Stream.of(
                formats.time(event.at()),
                "",
                site.url() + EventWords.path(event.kind(), letter.shownBy()),
                "",
                sentences.text("mail.why", locale),
                site.url() + "/inbox/preferences"))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
