import { App, Chart } from 'cdk8s';

export const app = new App();
export const chart = new Chart(app, 'chart');
