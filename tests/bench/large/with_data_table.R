#!/usr/bin/env Rscript
# The same ranking with data.table.
# usage: with_data_table.R INDEX TABLE OUTPUT THREADS
#
# fread finds out the types by itself: that takes no longer than telling it that all are numeric, and less memory.

suppressPackageStartupMessages(library(data.table))

arguments <- commandArgs(trailingOnly = TRUE)
index <- jsonlite::fromJSON(arguments[1], simplifyDataFrame = FALSE)
setDTthreads(as.integer(arguments[4]))

# Min-max over the units; a negative indicator's least value is its best.
indicator_score <- function(node) {
  bounds <- range(values[[node$code]], na.rm = TRUE)
  range <- index$normalisation$range
  slope <- (range[2] - range[1]) / (bounds[2] - bounds[1])
  if (node$direction == "negative") {
    range[2] - (values[[node$code]] - bounds[1]) * slope
  } else {
    range[1] + (values[[node$code]] - bounds[1]) * slope
  }
}

# Over the children that have a score; NA where none has.
weighted_mean <- function(weights, scores) {
  if (length(scores) == 1) return(scores[[1]])
  total <- 0
  measured <- 0
  for (i in seq_along(scores)) {
    total <- total + fcoalesce(weights[i] * scores[[i]], 0)
    measured <- measured + fifelse(is.na(scores[[i]]), 0, weights[i])
  }
  fifelse(measured > 0, total / measured, NA_real_)
}

# The primary indices' scores are put into `result` on the way.
node_score <- function(node, depth) {
  if (is.null(node$children)) return(indicator_score(node))
  weights <- vapply(node$children, function(child) as.numeric(child$weight), 0)
  score <- weighted_mean(weights, lapply(node$children, node_score, depth = depth + 1))
  if (depth == 1) set(result, j = node$code, value = score)
  score
}

values <- fread(arguments[2], sep = ",", header = TRUE, na.strings = "", showProgress = FALSE,
                colClasses = list(character = "code"))
result <- data.table(code = values$code)
total <- node_score(index, depth = 0)
result[, iii := total]

# 1 is the best; the cut belongs to the better one.
cuts <- sort(unlist(index$tiers$cuts))
result[, tier := length(cuts) + 1L - findInterval(iii, cuts)]
setorder(result, -iii, na.last = TRUE)
result[, rank := frank(-iii, ties.method = "min", na.last = "keep")]

primary <- vapply(index$children, `[[`, "", "code")
setcolorder(result, c("rank", "tier", "code", "iii", primary))
fwrite(result, arguments[3], showProgress = FALSE)
