/** What the definitions rest on; the text of a page names an entry by its key. */

export const sources: Record<string, string> = {
  "Hyndman and Fan 1996":
    "R. J. Hyndman and Y. Fan, Sample quantiles in statistical packages, The American Statistician 50(4), 1996, 361–365. Quantiles: type 7.",
  "Wilson 1927":
    "E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the American Statistical Association 22(158), 1927, 209–212. The interval of a success rate.",
  "Hahn and Meeker 1991":
    "G. J. Hahn and W. Q. Meeker, Statistical Intervals: A Guide for Practitioners, Wiley, 1991. How many values a quantile needs before order statistics bound it on both sides.",
  "Tukey 1977":
    "J. W. Tukey, Exploratory Data Analysis, Addison-Wesley, 1977. Box, whiskers and outside values.",
};

/** The list of sources as HTML. */
export const sourcesHtml = (): string =>
  `<ul class="sources">${Object.values(sources).map((s) => `<li>${s}</li>`).join("")}</ul>`;
