export { ImageFacts } from './image-facts';
export { ImageFactsProps, ImagePort } from './image-facts-props';
export { ImageReference } from './image-reference';
