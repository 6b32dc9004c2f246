/** What the definitions rest on; the text of a page names an entry by its key. */

export const sources: Record<string, string> = {
  "Hyndman and Fan 1996":
    "R. J. Hyndman and Y. Fan, Sample quantiles in statistical packages, The American " +
    "Statistician 50(4), 1996, 361–365. Quantiles: type 7.",
  "Wilson 1927":
    "E. B. Wilson, Probable inference, the law of succession, and statistical inference, " +
    "Journal of the American Statistical Association 22(158), 1927, 209–212. The interval of " +
    "a success rate.",
  "Hahn and Meeker 1991":
    "G. J. Hahn and W. Q. Meeker, Statistical Intervals: A Guide for Practitioners, Wiley, " +
    "1991. How many values a quantile needs before order statistics bound it on both sides.",
  "Woodruff 1952":
    "R. S. Woodruff, Confidence intervals for medians and other position measures, Journal " +
    "of the American Statistical Association 47(260), 1952, 635–646. The interval of a " +
    "share, read off as values.",
  "Zou and Donner 2008":
    "G. Y. Zou and A. Donner, Construction of confidence limits about effect measures: a " +
    "general approach, Statistics in Medicine 27(10), 2008, 1693–1702. The interval of a " +
    "ratio, from those of its two quantiles (MOVER).",
  "Mogstad, Romano, Shaikh and Wilhelm 2024":
    "M. Mogstad, J. P. Romano, A. M. Shaikh and D. Wilhelm, Inference for ranks with " +
    "applications to mobility across neighbourhoods and academic achievement across " +
    "countries, Review of Economic Studies 91(1), 2024, 476–518. Intervals of ranks.",
  "Mann and Whitney 1947":
    "H. B. Mann and D. R. Whitney, On a test of whether one of two random variables is " +
    "stochastically larger than the other, Annals of Mathematical Statistics 18(1), 1947, " +
    "50–60. How often one request beats another.",
  "Bingham, Arbogast, Cornélissen Guillaume, Lee and Halberg 1982":
    "C. Bingham, B. Arbogast, G. Cornélissen Guillaume, J. K. Lee and F. Halberg, Inferential " +
    "statistical methods for estimating and comparing cosinor parameters, Chronobiologia 9(4), " +
    "1982, 397–439. Whether the hour matters.",
  "Hampel 1974":
    "F. R. Hampel, The influence curve and its role in robust estimation, Journal of the " +
    "American Statistical Association 69(346), 1974, 383–393. Medians that tell a bad run.",
  "Smyth 2004":
    "G. K. Smyth, Linear models and empirical Bayes methods for assessing differential " +
    "expression in microarray experiments, Statistical Applications in Genetics and Molecular " +
    "Biology 3(1), 2004, article 3. Spreads of few days, averaged with those of other hours.",
  "Schwarz 1978":
    "G. Schwarz, Estimating the dimension of a model, The Annals of Statistics 6(2), 1978, " +
    "461–464. A step or a drift: each place that is free to choose costs half of log n.",
  "Mills, Martin, Burbank and Kasch 2010":
    "D. Mills, J. Martin, J. Burbank and W. Kasch, Network Time Protocol Version 4: Protocol and " +
    "Algorithms Specification, RFC 5905, IETF, 2010. How far a clock is from another’s.",
  "MLPerf Inference":
    "MLCommons, MLPerf Inference rules, early stopping. Queries that a tail quantile needs " +
    "before it is claimed.",
  "Tene": "G. Tene, How NOT to measure latency, talk. Coordinated omission.",
  "Hoefler and Belli 2015":
    "T. Hoefler and R. Belli, Scientific benchmarking of parallel computing systems, SC’15, " +
    "2015. Twelve rules, intervals before claims among them.",
  "Tukey 1977":
    "J. W. Tukey, Exploratory Data Analysis, Addison-Wesley, 1977. Box, whiskers and outside " +
    "values.",
};

/** The list of sources as HTML. */
export const sourcesHtml = (): string =>
  `<ul class="sources">${Object.values(sources).map((s) => `<li>${s}</li>`).join("")}</ul>`;
