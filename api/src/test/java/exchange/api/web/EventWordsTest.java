package exchange.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import exchange.core.event.Deliveries.Dispatch;
import exchange.core.event.Deliveries.Letter;
import exchange.core.event.Event;
import exchange.core.event.EventKind;
import exchange.core.notice.Mail;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.server.PathContainer;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

class EventWordsTest {
  private static final UUID ID = UUID.fromString("8e7d6c5b-9999-3a4b-8c7d-5e6f70810001");
  private static final List<PathPattern> PAGES = pages();

  private final Sentences sentences = new Sentences(messages());
  private final EventWords words = new EventWords(sentences);

  private static ResourceBundleMessageSource messages() {
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasename("messages");
    messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
    messages.setFallbackToSystemLocale(false);
    return messages;
  }

  /** All that can be opened. */
  private static List<PathPattern> pages() {
    ClassPathScanningCandidateComponentProvider controllers =
        new ClassPathScanningCandidateComponentProvider(true);
    return controllers.findCandidateComponents(EventWords.class.getPackageName()).stream()
        .map(BeanDefinition::getBeanClassName)
        .map(name -> ClassUtils.resolveClassName(name, null))
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .flatMap(method -> Stream.ofNullable(method.getAnnotation(GetMapping.class)))
        .flatMap(mapping -> Stream.concat(Stream.of(mapping.value()), Stream.of(mapping.path())))
        .map(PathPatternParser.defaultInstance::parse)
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void everyKindHasASentenceInBothLanguagesAndLeadsToAPage(EventKind kind) {
    String english = words.sentence(kind.name(), Locale.ENGLISH);
    String chinese = words.sentence(kind.name(), Locale.SIMPLIFIED_CHINESE);
    assertThat(english).endsWith(".").isNotEqualTo(words.sentence("NEW", Locale.ENGLISH));
    assertThat(chinese).endsWith("。").isNotEqualTo(english);
    String path = EventWords.path(kind.name(), ID);
    assertThat(PAGES).anyMatch(page -> page.matches(PathContainer.parsePath(path)));
  }

  @Test
  void whatOnlyANewerNodeKnowsIsToldOfToo() {
    assertThat(words.sentence("NEW", Locale.ENGLISH)).endsWith(".");
    assertThat(EventWords.path("NEW", ID)).isEqualTo("/inbox");
  }

  @Test
  void aLetterSaysWhatHappenedWhereAndUntilWhenItIsToBeAnswered() {
    EventLetters letters =
        new EventLetters(words, sentences, new SiteAddress("https://exchange.example"));
    Instant at = Instant.parse("2026-11-21T12:20:00Z");
    Event event = new Event(UUID.randomUUID(), at, "SUBLET_OFFERED", UUID.randomUUID());
    Letter letter = new Letter("zh", ID, true, Optional.of(Instant.parse("2026-11-23T12:20:00Z")));
    Mail mail =
        letters.write(
            new Dispatch(
                UUID.randomUUID(),
                1,
                UUID.randomUUID(),
                "mailto:ops@lantern.example",
                event,
                Optional.of(letter)));
    assertThat(mail.id()).isEqualTo(event.id() + ".ops@lantern.example");
    assertThat(mail.to()).isEqualTo("ops@lantern.example");
    assertThat(mail.subject())
        .isEqualTo(words.sentence("SUBLET_OFFERED", Locale.SIMPLIFIED_CHINESE));
    assertThat(mail.text())
        .startsWith(mail.subject())
        .contains("2026年11月23日", "https://exchange.example/contracts/" + ID)
        .contains("https://exchange.example/inbox/preferences");
    assertThat(mail.language()).isEqualTo("zh-CN");
    assertThat(mail.at()).isEqualTo(at);
  }
}
